/** What needs most of the program: the view and the supervisor. One part of `dist/`, with Ink as a chunk of its own. */
export { openWorld } from '../runtime/world.ts';
export { runSupervisor } from '../supervisor/main.ts';
export { demo } from './demo.ts';
export { view } from './view.ts';
