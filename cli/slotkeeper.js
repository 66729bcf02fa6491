#!/usr/bin/env node
// The command `slotkeeper`: compiled code when this is a build, else the sources through tsx.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (existsSync(join(__dirname, 'main.js'))) require('./main.js');
else if (existsSync(join(__dirname, '..', 'node_modules', 'tsx'))) {
  require('tsx');
  require('./main.ts');
} else {
  console.error(`The packages are missing. Run npm ci in ${join(__dirname, '..')} first.`);
  process.exitCode = 1;
}
