/** Explores every state that a small system can reach, breadth first: the first violation has the shortest trace. */

export interface Step<S> {
  /** As a person would tell it: "worker sends the POST of 1-1-1-1". */
  what: string;
  to: S;
  /** It happens sooner or later by itself. False for what may never come: faults, people, callbacks. */
  certain: boolean;
}

export interface System<S> {
  initial: S;
  steps(state: S): Step<S>[];
  /** Equal for states that need not be told apart. */
  encode(state: S): string;
  /** What is wrong with a state, or with the step into it. */
  violated(state: S, before: S): string | undefined;
  /** Nothing is under way any more. */
  settled(state: S): boolean;
}

export interface Explored {
  states: number;
  steps: number;
  violation?: { what: string; trace: string[] };
}

/** Where a state was first reached from, by which step, and from where certain steps lead to it. */
interface Node<S> {
  state: S;
  before: Node<S> | undefined;
  what: string;
  certainlyFrom: Node<S>[];
  settles: boolean;
}

/** @param limit of states; a model that exceeds it counts something without end. */
export function explore<S>(system: System<S>, limit = 2_000_000): Explored {
  const nodes: Node<S>[] = [];
  const byCode = new Map<string, Node<S>>();
  let steps = 0;

  const meet = (state: S, before: Node<S> | undefined, what: string): Node<S> => {
    const code = system.encode(state);
    let node = byCode.get(code);
    if (!node) {
      node = { state, before, what, certainlyFrom: [], settles: system.settled(state) };
      byCode.set(code, node);
      nodes.push(node);
    }
    return node;
  };

  meet(system.initial, undefined, '');
  // The list grows while it is walked: breadth first.
  for (const node of nodes) {
    if (nodes.length > limit) throw new Error(`More than ${limit} states.`);
    for (const { what, to, certain } of system.steps(node.state)) {
      steps++;
      const wrong = system.violated(to, node.state);
      if (wrong !== undefined)
        return { states: nodes.length, steps, violation: { what: wrong, trace: [...traceTo(node), what] } };
      const next = meet(to, node, what);
      if (certain && next !== node) next.certainlyFrom.push(node);
    }
  }

  const stuck = firstThatNeverSettles(nodes);
  const explored = { states: nodes.length, steps };
  return stuck ? { ...explored, violation: { what: '(h) stuck', trace: traceTo(stuck) } } : explored;
}

/** Walks back from the settled states over certain steps; whoever is not met on the way cannot get there. */
function firstThatNeverSettles<S>(nodes: readonly Node<S>[]): Node<S> | undefined {
  const todo = nodes.filter((node) => node.settles);
  for (let node = todo.pop(); node; node = todo.pop())
    for (const earlier of node.certainlyFrom)
      if (!earlier.settles) {
        earlier.settles = true;
        todo.push(earlier);
      }
  return nodes.find((node) => !node.settles);
}

function traceTo<S>(node: Node<S>): string[] {
  const trace: string[] = [];
  for (let at = node; at.before; at = at.before) trace.unshift(at.what);
  return trace;
}
