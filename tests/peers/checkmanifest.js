#!/usr/bin/env node
// Holds a Teams app manifest to its published schema, as Microsoft's package carries it. Reads {"manifest"} from the standard input, prints {"errors": […]}.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const Ajv = require('ajv-draft-04');
const addFormats = require('ajv-formats');

const { manifest } = JSON.parse(fs.readFileSync(0, 'utf8'));
const folder = path.join(path.dirname(require.resolve('@microsoft/app-manifest')), 'json-schemas', 'teams', `v${manifest.manifestVersion}`);
const schema = JSON.parse(fs.readFileSync(path.join(folder, 'MicrosoftTeams.schema.json'), 'utf8'));
const ajv = new Ajv.default({ allErrors: true, strict: false });
addFormats.default(ajv, ['uri', 'email', 'regex']);
const validate = ajv.compile(schema);
validate(manifest);
process.stdout.write(JSON.stringify({ errors: (validate.errors ?? []).map((error) => `${error.instancePath || '/'}: ${error.message}`) }));
