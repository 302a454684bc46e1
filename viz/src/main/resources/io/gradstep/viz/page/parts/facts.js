// The facts of the questions on a calculation, as Questions has them in Java.

const RATE = 0.1;
const PICKS = ['max', 'min', 'where'];

/** The place of the operand that an operand is multiplied with, or -1. */
function partner({ op, operands }, position) {
  const other = position % 2 === 0 ? position + 1 : position - 1;
  return other < operands.length && (operands.length === 2 || op === 'dot') ? other : -1;
}

function candidatesOfCondition(calculation, node) {
  const { op, operands } = calculation.nodes[node];
  const values = calculation.operandValues(node);
  return operands.slice(-2).map((operand, k) => {
    const local = OPS[op].local(operands.length - 2 + k, values, calculation.values[node]);
    return [calculation.name(operand), { picked: local, truth: local }];
  });
}

function asksCondition(calculation, node) {
  const { op } = calculation.nodes[node];
  if (!PICKS.includes(op)) {
    return false;
  }
  const candidates = candidatesOfCondition(calculation, node);
  return candidates[0][0] !== candidates[1][0] && candidates[0][1].truth + candidates[1][1].truth === 1;
}

/** What a question is made of: its kind, gate, names, facts and candidates. */
function questionFacts(calculation, panel, key) {
  const [kind, number] = key.split(' ');
  const maker = { VALUE: valueFacts, ORDER: orderFacts, CONDITION: conditionFacts, UPDATE: updateFacts }[kind]
    ?? backwardFacts;
  return maker(calculation, panel, Number(number), kind);
}

function gateNames(calculation, panel, node) {
  const { op, operands } = calculation.nodes[node];
  return {
    node: panel.name(node),
    gate: calculation.gates[op].symbol,
    formula: panel.formula(node, (operand) => panel.name(operand)),
    values: listedValues(calculation, panel, [...new Set(operands)]),
  };
}

function listedValues(calculation, panel, nodes) {
  const named = nodes.filter((node) => calculation.nodes[node].name !== undefined);
  const listed = named.slice(0, 12).map((node) => `${panel.name(node)} = ${format(calculation.values[node])}`);
  return listed.join(', ') + (named.length > 12 ? ', …' : '');
}

function valueFacts(calculation, panel, node, kind) {
  const { op, operands } = calculation.nodes[node];
  const values = calculation.operandValues(node);
  const names = gateNames(calculation, panel, node);
  const facts = { truth: calculation.values[node] };
  if (operands.length <= 2) {
    facts.x = values[0];
  }
  if (operands.length === 2) {
    facts.y = values[1];
    names.second = panel.name(operands[1]);
  }
  return { kind, gate: op, names, facts };
}

function backwardFacts(calculation, panel, i, asked) {
  const c = calculation.contributions[i];
  const { op, operands } = calculation.nodes[c.node];
  const values = calculation.operandValues(c.node);
  const kind = asked === 'PRODUCT' && c.parts > 1 ? 'BRANCH' : asked;
  const facts = {
    local: c.local, out: calculation.values[c.node], own: calculation.values[c.operand],
    upstream: c.upstream, amount: c.amount, before: c.before, after: c.after,
    total: calculation.gradients[c.operand], part: c.part, earlier: c.part - 1, parts: c.parts,
    uses: operands.filter((operand) => operand === c.operand).length,
    truth: { LOCAL: c.local, SUM: c.after }[kind] ?? c.amount,
  };
  const other = partner(calculation.nodes[c.node], c.position);
  if (other >= 0) {
    facts.other = values[other];
  }
  if (values.length === 2 && values[0] === values[1]) {
    facts.tied = 1 / values.length;
  }
  const names = {
    ...gateNames(calculation, panel, c.node),
    operand: panel.name(c.operand),
    symbol: c.symbol,
    symbolic: c.localText,
    slope: panel.slope(calculation.output, c.operand),
    upslope: panel.slope(calculation.output, c.node),
    all: c.parts === 2 ? 'both branches' : `all ${c.parts} branches`,
  };
  return { kind, gate: op, names, facts };
}

function updateFacts(calculation, panel, leaf, kind) {
  const value = calculation.values[leaf];
  const gradient = calculation.gradients[leaf];
  const names = { operand: panel.name(leaf), slope: panel.slope(calculation.output, leaf) };
  return { kind, names, facts: { value, gradient, rate: RATE, truth: value - RATE * gradient } };
}

function conditionFacts(calculation, panel, node, kind) {
  const candidates = Object.fromEntries(candidatesOfCondition(calculation, node));
  return { kind, gate: calculation.nodes[node].op, names: gateNames(calculation, panel, node), candidates };
}

function orderFacts(calculation, panel, i, kind) {
  const { contributions, output, nodes } = calculation;
  const before = contributions.slice(0, i).filter((c) => c.flows);
  const done = [...new Set(contributions.slice(0, i).filter((c) => c.reached).map((c) => c.node))];
  const candidates = {};
  for (const { index, op, constant } of nodes.filter((node) => !node.constant)) {
    const seeded = index === output ? 1 : 0;
    const arrived = seeded + before.filter((c) => c.operand === index).length;
    const parts = seeded + contributions.filter((c) => c.operand === index && c.flows).length;
    const ready = op && arrived > 0 && arrived === parts && !done.includes(index);
    const facts = { arrived, parts, done: done.includes(index) ? 1 : 0, leaf: op ? 0 : 1, truth: ready ? 1 : 0 };
    candidates[panel.name(index)] = facts;
  }
  const progress = done.length === 0
    ? `The seed has arrived at ${panel.name(output)}`
    : `These have passed their gradients on: ${done.map((node) => panel.name(node)).join(', ')}`;
  return { kind, names: { progress }, candidates };
}
