// An echo bot on Microsoft's JavaScript SDK, without credentials: `node echobot.js PORT`.
'use strict';
const http = require('node:http');
const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = require('botbuilder');

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const echo = async (context) => {
  if (context.activity.type === 'message') {
    await context.sendActivity(`Echo: ${context.activity.text}`);
  }
};

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

// The adapter wants what web frameworks give it: a parsed body, and a response with status, header and send.
function dress(response) {
  response.status = (code) => Object.assign(response, { statusCode: code });
  response.header = (name, value) => response.setHeader(name, value);
  response.send = (body) => response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  return response;
}

http
  .createServer(async (request, response) => {
    try {
      request.body = await bodyOf(request);
      await adapter.process(request, dress(response), echo);
    } catch (failure) {
      console.error(failure.message);
      response.statusCode = 500;
      response.end();
    }
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
