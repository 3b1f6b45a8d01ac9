// `npm run bench:states` drives the real agents through scenarios and writes what the program said of them, and how
// soon, to bench/STATES.md. `-- --only claude,cost --scenarios shell,ask --backends in-process` prints a part.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kit, startModel } from '../test/real/real-claude.ts';
import { loadAverage } from './numbers.ts';
import { type Cost, measureCost } from './states/cost.ts';
import { type AgentName, agentNames, inRealHome } from './states/real-home.ts';
import { statesText } from './states/report.ts';
import { driveScenarios, driveTrust, type Row } from './states/scenarios.ts';
import { type BackendName, backendNames } from './states/terminals.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, scenarios: { type: 'string' }, backends: { type: 'string' } },
});
const wanted = values.only?.split(',') ?? [...agentNames, 'cost'];
const backends = backendNames.filter(name => values.backends?.split(',').includes(name) ?? true);
const rows: Row[] = [];
const loadBefore = loadAverage();
const startedAt = Date.now();

if (!kit) {
  console.log('SKIPPED: the real agents are not here (set AGENTS_REAL_KIT to the folder real-agents).');
  process.exit(0);
}
const cost: Cost | undefined = wanted.includes('cost') ? await measureCost() : undefined;
const model = await startModel();
try {
  const drive = async (agent: AgentName, backend: BackendName) => {
    const record = (
      scenario: string,
      expected: string,
      observed: Omit<Row, 'agent' | 'backend' | 'scenario' | 'expected'>,
    ) => {
      rows.push({ agent, backend, scenario, expected, ...observed });
      const delay = `${observed.delayMs ?? '-'} ms`;
      console.error(
        [
          observed.right ? 'ok   ' : 'WRONG',
          agent,
          backend,
          scenario,
          observed.states.join(' → '),
          delay,
        ].join('  '),
      );
      if (observed.detail) console.error(observed.problem ?? '', observed.detail);
    };
    const only = values.scenarios?.split(',');
    await inRealHome({ model, backend }, home => driveScenarios(home, agent, only, record)).catch(error =>
      console.error(`${agent} in ${backend}: ${error}`),
    );
    if (only && !only.includes('trust')) return;
    await inRealHome({ model, backend, trust: 'ask' }, home => driveTrust(home, agent, record));
  };
  // Both at the same time: most of it is waiting.
  for (const agent of agentNames.filter(name => wanted.includes(name)))
    await Promise.all(backends.map(backend => drive(agent, backend)));
} finally {
  model.close();
}
const text = statesText(rows, cost, { loadBefore, seconds: Math.round((Date.now() - startedAt) / 1000) });
console.log(text);
if (!values.only && !values.scenarios && !values.backends) {
  writeFileSync(fileURLToPath(new URL('STATES.md', import.meta.url)), text);
}
process.exit(rows.every(({ right }) => right) ? 0 : 1);
