#!/usr/bin/env node
// botframework-directlinejs, led line by line. First line: the options of DirectLine. Then commands: {"post": activity, "tag"}, {"cut": true} (the
// network breaks the socket), {"end": true}. Prints what happens, a line each: {"status"}, {"activity"}, {"posted", "tag"}, {"failed", "tag"}, {"ended"}.
'use strict';
global.XMLHttpRequest = require('xhr2');
const WebSocket = global.WebSocket = require('ws');
const { DirectLine } = require('botframework-directlinejs');
const { Observable } = require('rxjs/Observable');

const say = event => process.stdout.write(JSON.stringify(event) + '\n');
const sockets = [];
class CutSocket extends WebSocket {
  constructor(url) { super(url); sockets.push(this); }
}

// Node's XMLHttpRequest can send no form and read no data: address; its fetch can do both.
const viaFetch = request => Observable.create(observer => {
  fetch(request.url, { method: request.method, headers: request.headers, body: request.body })
    .then(async response => {
      const body = request.responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.json();
      if (!response.ok) throw Object.assign(new Error(response.statusText), { status: response.status, response: body });
      observer.next({ status: response.status, response: body });
      observer.complete();
    })
    .catch(error => observer.error(error));
});
const ajax = request => request.body instanceof FormData || request.url.startsWith('data:') ? viaFetch(request) : Observable.ajax(request);

let line;
function start(options) {
  line = new DirectLine({ ...options, random: () => 0, WebSocket: CutSocket, ajax });
  line.connectionStatus$.subscribe(status => say({ status }));
  line.activity$.subscribe(activity => say({ activity }), error => say({ ended: error.message }));
}

function follow(command) {
  if (command.post) {
    line.postActivity(command.post).subscribe(
      id => say({ posted: id, tag: command.tag }),
      error => say({ failed: error.status, tag: command.tag }));
  } else if (command.cut) {
    sockets.at(-1).terminate();
  } else if (command.end) {
    line.end();
    process.exit(0);
  }
}

require('node:readline').createInterface({ input: process.stdin })
  .on('line', text => (line ? follow : start)(JSON.parse(text)))
  .on('close', () => process.exit(0));
