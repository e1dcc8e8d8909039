// Fetches the browser files of assets.json out of their npm packages, into a folder: node fetch.mjs assets.json wwwroot/lib
// One file out of a package is all that is wanted: installing Web Chat with its dependencies would unpack 660 MB.
// Every file arrives by a rename, so that two builds at once, or a build that is broken off, leave nothing half-made.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [manifest, lib] = process.argv.slice(2).map(path => resolve(path));
const stamp = join(lib, '.fetched');
let folder;     // holds what is not finished; beside lib, so that a rename brings it there

try {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Error(`Node 20 or newer with npm is needed to fetch the chat client; this is Node ${process.versions.node}.`);
  }

  const wanted = JSON.parse(readFileSync(manifest, 'utf8'));
  const known = new Set(existsSync(stamp) ? readFileSync(stamp, 'utf8').split('\n') : []);
  const isHere = asset => known.has(asset.integrity) && Object.values(asset.files).every(file => existsSync(join(lib, file)));
  mkdirSync(lib, { recursive: true });
  folder = mkdtempSync(join(dirname(lib), '.fetching-'));
  for (const asset of wanted.filter(asset => !isHere(asset))) {
    fetch(asset);
  }

  place(stamp, wanted.map(asset => asset.integrity).join('\n'));
} catch (failure) {
  console.error(failure.message);
  process.exitCode = 1;
} finally {
  if (folder) {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fetch({ package: name, version, integrity, files }) {
  const archive = pack(`${name}@${version}`);
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (found !== integrity) {
    throw new Error(`${name} ${version} is not the package that was pinned: its integrity is ${found}, assets.json says ${integrity}. Nothing was taken from it.`);
  }

  const entries = untar(gunzipSync(archive), new Set(Object.keys(files)));
  for (const [from, to] of Object.entries(files)) {
    if (!entries.has(from)) {
      throw new Error(`${name} ${version} holds no file ${from}, which assets.json wants.`);
    }

    place(join(lib, to), entries.get(from));
  }
}

function pack(spec) {
  const windows = process.platform === 'win32';     // there npm is a command file, which only a shell can start
  try {
    const output = execFileSync(windows ? 'npm.cmd' : 'npm', ['pack', spec, '--json', '--ignore-scripts', '--loglevel=error'], {
      cwd: folder, shell: windows, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20, timeout: 300_000,
    });
    return readFileSync(join(folder, JSON.parse(output)[0].filename));
  } catch (failure) {
    throw new Error(failure.code === 'ENOENT'
      ? 'Node 20 or newer with npm is needed to fetch the chat client; npm was not found.'
      : `npm could not fetch ${spec}. Is the package registry reachable from this machine? ${why(failure)}`);
  }
}

function why(failure) {
  const lines = String(failure.stderr ?? failure.message).split('\n').map(line => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines.filter(line => line && !line.startsWith('A complete log')).slice(0, 3).join(' ');
}

// A tar archive is 512-byte headers (name at 0, size in octal at 124), each followed by its file padded to 512 bytes.
function untar(tar, wanted) {
  const entries = new Map();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const text = (start, length) => tar.toString('utf8', at + start, at + start + length).replace(/\0.*$/s, '');
    const size = parseInt(text(124, 12), 8);
    const path = [text(345, 155), text(0, 100)].filter(Boolean).join('/').replace(/^[^/]+\//, '');
    if (wanted.has(path)) {
      entries.set(path, tar.subarray(at + 512, at + 512 + size));
    }

    at += 512 + Math.ceil(size / 512) * 512;
  }

  return entries;
}

function place(path, content) {
  const unfinished = join(folder, 'file');
  writeFileSync(unfinished, content);
  mkdirSync(dirname(path), { recursive: true });
  renameSync(unfinished, path);
}
