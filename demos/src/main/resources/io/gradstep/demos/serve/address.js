// The address after its #: the program, the leaves that were changed, and the step, so that a link shows the same.

const Address = {
  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.has('program')) {
      return null;
    }
    const changes = new Map();
    for (const assignment of given.getAll('set')) {
      const at = assignment.lastIndexOf('=');
      const value = parse(assignment.slice(at + 1));
      if (at > 0 && value !== null) {
        changes.set(assignment.slice(0, at), { value });
      }
    }
    const step = given.get('step');
    return {
      program: given.get('program'),
      changes,
      view: given.get('view') ?? 'auto',
      expand: given.get('expand') === 'yes',
      step: /^\d+$/.test(step ?? '') ? Number(step) : null,
    };
  },

  /** Where a sketch is found again; of a step, null stands for the last. */
  of({ program, changes, view, expand, step }) {
    const given = new URLSearchParams({ program });
    changes.forEach(({ value }, name) => given.append('set', `${name}=${Object.is(value, -0) ? '-0' : value}`));
    if (view !== 'auto') {
      given.set('view', view);
    }
    if (expand) {
      given.set('expand', 'yes');
    }
    if (step !== null) {
      given.set('step', step);
    }
    return '#' + given;
  },
};
