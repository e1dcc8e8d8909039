#!/usr/bin/env node
// Microsoft's SDK as a bot that believes the authority given: what does it answer to each call? Reads {"appId", "authority", "issuer", "calls": [{"authorization",
// "activity"}]} from the standard input, prints the statuses as a JSON array.
'use strict';
const { CloudAdapter } = require('botbuilder');
const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory } = require('botframework-connector');

const { appId, authority, issuer, calls } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const credentials = {
  isValidAppId: async (id) => id === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({ signRequest: async (request) => request }),
};
const adapter = new CloudAdapter(BotFrameworkAuthenticationFactory.create(
  '', false, 'https://login.invalid', issuer, issuer, 'https://token.invalid',
  `${authority}/channel/openidconfiguration`, `${authority}/entra/openidconfiguration`, 'urn:botframework:azure', credentials, new AuthenticationConfiguration(),
));
console.error = () => {};     // the adapter's own reports of what it refuses

async function answer({ authorization, activity }) {
  let status = 0;
  const response = { socket: {}, end() {}, header() {}, send() {}, status(code) { status = code; } };
  const headers = authorization === null ? {} : { authorization };
  await adapter.process({ method: 'POST', headers, body: activity }, response, async () => {}).catch(() => { status = 500; });
  return status;
}

(async () => {
  const statuses = [];
  for (const call of calls) {
    statuses.push(await answer(call));
  }
  process.stdout.write(JSON.stringify(statuses));
  process.exit(0);
})();
