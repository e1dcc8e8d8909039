#!/usr/bin/env node
// botframework-directlinejs against the running product: CONVERSATIONS conversations, each with MESSAGES messages sent one after
// another. Every message must come back once, be answered once, and the answers must come in the order of the questions.
// Environment: BASE (…/v3/directline), SECRET, CONVERSATIONS (50), MESSAGES (20), WEBSOCKET (true). Prints one JSON line; exit 1 on a fault.
'use strict';
global.XMLHttpRequest = require('xhr2');
global.WebSocket = require('ws');
const { DirectLine } = require('botframework-directlinejs');

const base = process.env.BASE;
const secret = process.env.SECRET;
const conversations = Number(process.env.CONVERSATIONS || 50);
const messages = Number(process.env.MESSAGES || 20);
const webSocket = process.env.WEBSOCKET !== 'false';
const patience = Number(process.env.PATIENCE || 30000);
const texts = ['my router keeps dropping the connection', '我的路由器老是断线', 'order HL-204817 还没到', 'when is my bill due', 'thanks', 'what can you do'];

const result = { conversations: 0, sent: 0, echoed: 0, answered: 0, lost: 0, doubled: 0, out_of_order: 0, failed: 0, errors: {} };
const fault = (key, why) => { result[key]++; result.errors[why] = (result.errors[why] || 0) + 1; };

async function token(user) {
  const response = await fetch(`${base}/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user: { id: user } }),
  });
  if (!response.ok) throw new Error(`tokens/generate: ${response.status}`);
  return (await response.json()).token;
}

async function converse(n) {
  const user = `dl_peer_${process.pid}_${n}`;
  const line = new DirectLine({ domain: base, token: await token(user), webSocket, pollingInterval: 200 });
  const seen = new Set();
  const answers = new Map();
  let arrival = 0;
  let wake = () => {};
  const subscription = line.activity$.subscribe(activity => {
    if (activity.type !== 'message') return;
    if (seen.has(activity.id)) { fault('doubled', 'the same id twice'); return; }
    seen.add(activity.id);
    if (activity.from.id === user) result.echoed++;
    else if (activity.replyToId) answers.set(activity.replyToId, [...(answers.get(activity.replyToId) || []), ++arrival]);
    wake();
  }, error => fault('failed', String(error.message || error)));

  const sent = [];
  for (let i = 0; i < messages; i++) {
    const id = await new Promise((resolve, reject) => line.postActivity({ type: 'message', text: texts[(n + i) % texts.length], from: { id: user }, locale: 'en-US' })
      .subscribe(resolve, reject)).catch(error => { fault('failed', `post: ${error.message || error.status}`); });
    if (!id || id === 'retry') { fault('failed', 'post was not accepted'); continue; }
    sent.push(id);
    result.sent++;
    const until = Date.now() + patience;
    while (!(answers.has(id) && seen.has(id)) && Date.now() < until) {
      await new Promise(resolve => { wake = resolve; setTimeout(resolve, 50); });
    }
  }

  await new Promise(resolve => setTimeout(resolve, 200));
  let last = 0;
  for (const id of sent) {
    const got = answers.get(id) || [];
    if (got.length === 0) fault('lost', 'no answer');
    else result.answered++;
    if (got.length > 1) fault('doubled', 'two answers');
    if (got.length > 0 && got[0] < last) fault('out_of_order', 'an answer overtook another');
    last = got[0] || last;
    if (!seen.has(id)) fault('lost', 'no echo');
  }
  subscription.unsubscribe();
  line.end();
  result.conversations++;
}

(async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: conversations }, (_, n) => converse(n)));
  outcomes.filter(outcome => outcome.status === 'rejected').forEach(outcome => fault('failed', String(outcome.reason)));
  console.log(JSON.stringify(result));
  const faults = result.lost + result.doubled + result.out_of_order + result.failed;
  process.exit(faults || result.answered !== conversations * messages ? 1 : 0);
})();
