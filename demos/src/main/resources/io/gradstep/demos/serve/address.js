// The part of the address after #: the program or a lesson, changed leaves, the step, the quiz and hidden controls, so
// that a link shows the same.

const QUIZZES = ['gradients', 'everything'];

const Address = {
  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    return given.has('program') ? { program: given.get('program'), ...Address.state(given) } : null;
  },

  /** Everything but the program. */
  state(given = new URLSearchParams(location.hash.slice(1))) {
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
      lesson: given.get('lesson'),
      changes,
      view: given.get('view') ?? 'auto',
      expand: given.get('expand') === 'yes',
      step: /^\d+$/.test(step ?? '') ? Number(step) : null,
      quiz: QUIZZES.includes(given.get('quiz')) ? given.get('quiz') : null,
      hide: (given.get('hide') ?? '').split(',').filter((name) => name !== ''),
    };
  },

  /** Returns the address of a program, or of a lesson, and its state; a null step means the last. */
  of({ program, lesson, changes, view, expand, step, quiz, hide }) {
    const given = new URLSearchParams(lesson === null ? { program } : { lesson });
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
    if (quiz !== null) {
      given.set('quiz', quiz);
    }
    if (lesson === null && hide.length > 0) {
      given.set('hide', hide.join(','));
    }
    return '#' + given;
  },
};
