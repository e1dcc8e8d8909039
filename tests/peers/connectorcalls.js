#!/usr/bin/env node
// Microsoft's Connector client calls each operation once. Reads {"serviceUrl", "conversation", "activity", "member", "attachment", "team"} from the standard
// input, prints the names of the operations as a JSON array; what it asked for, the service knows.
'use strict';
const { ConnectorClient, MicrosoftAppCredentials, TeamsConnectorClient } = require('botframework-connector');

const { serviceUrl, conversation, activity, member, attachment, team } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const client = new ConnectorClient(MicrosoftAppCredentials.Empty, { baseUri: serviceUrl });
const teams = new TeamsConnectorClient(MicrosoftAppCredentials.Empty, { baseUri: serviceUrl });
const { conversations, attachments } = client;
const message = { type: 'message', text: 'hello' };
const operations = {
  send: () => conversations.sendToConversation(conversation, message),
  reply: () => conversations.replyToActivity(conversation, activity, { ...message, replyToId: activity }),
  update: () => conversations.updateActivity(conversation, activity, message),
  delete: () => conversations.deleteActivity(conversation, activity),
  history: () => conversations.sendConversationHistory(conversation, { activities: [{ ...message, id: 'h1' }] }),
  create: () => conversations.createConversation({ isGroup: false, bot: { id: 'bot' }, members: [{ id: member }] }),
  list: () => conversations.getConversations({ continuationToken: 'page 2' }),
  members: () => conversations.getConversationMembers(conversation),
  paged: () => conversations.getConversationPagedMembers(conversation, { pageSize: 50, continuationToken: 'page 2' }),
  member: () => conversations.getConversationMember(conversation, member),
  remove: () => conversations.deleteConversationMember(conversation, member),
  readers: () => conversations.getActivityMembers(conversation, activity),
  upload: () => conversations.uploadAttachment(conversation, { type: 'text/plain', name: 'a.txt', originalBase64: new Uint8Array([104, 105]) }),
  info: () => attachments.getAttachmentInfo(attachment),
  view: () => attachments.getAttachment(attachment, 'original'),
  team: () => teams.teams.fetchTeamDetails(team),
  channels: () => teams.teams.fetchChannelList(team),
};

(async () => {
  for (const operation of Object.values(operations)) {
    await operation();
  }
  process.stdout.write(JSON.stringify(Object.keys(operations)));
  process.exit(0);
})().catch(failure => {
  console.error(failure);
  process.exit(1);
});
