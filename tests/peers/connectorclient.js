#!/usr/bin/env node
// Microsoft's SDK as a bot that speaks through the product's Connector. Reads {"address", "key", "conversation"} from the standard input, prints what it was answered.
'use strict';
const { ConnectorClient } = require('botframework-connector');

const { address, key, conversation } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const credentials = {
  signRequest: async (request) => {
    request.headers.set('authorization', `Bearer ${key}`);
    return request;
  },
};
const { conversations } = new ConnectorClient(credentials, { baseUri: address });
const message = (text) => ({ type: 'message', text, from: { id: 'outside', name: 'Outside' } });

(async () => {
  const sent = await conversations.sendToConversation(conversation, message('sent'));
  const replied = await conversations.replyToActivity(conversation, sent.id, message('replied'));
  const updated = await conversations.updateActivity(conversation, sent.id, message('updated'));
  await conversations.deleteActivity(conversation, replied.id);
  const missing = await conversations.deleteActivity(conversation, replied.id).catch((error) => ({ status: error.statusCode, code: error.body?.error?.code ?? error.code }));
  const ids = (accounts) => accounts.map((account) => account.id);
  process.stdout.write(JSON.stringify({
    sent: sent.id,
    updated: updated.id,
    missing,
    members: ids(await conversations.getConversationMembers(conversation)),
    member: (await conversations.getConversationMember(conversation, 'dl_me')).id,
    paged: ids((await conversations.getConversationPagedMembers(conversation)).members),
    seenBy: ids(await conversations.getActivityMembers(conversation, sent.id)),
  }));
  process.exit(0);
})().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
