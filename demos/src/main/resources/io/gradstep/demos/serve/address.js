// The part of the address after #: the program, changed leaves and the step, so that a link shows the same.

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

  /** Returns the address of a program and its state; a null step means the last. */
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
