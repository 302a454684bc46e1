// Lessons: a caption, hidden and locked controls, and a question. All texts go in as text.

const LESSON = 'lesson';
const MAX_LESSON_FILE = 1 << 20;

class Lessons {
  /** Calls open with a lesson, or leave. */
  constructor(open, leave, trouble) {
    this.open = open;
    this.leave = leave;
    this.trouble = trouble;
    this.own = [];
    // How many of them a link can name by number; others come from a file of the reader.
    this.lasting = 0;
    byId('lessons').addEventListener('change', (event) => {
      const lesson = this.own[event.target.value];
      if (!lesson) {
        history.replaceState(null, '', location.pathname + location.search);
        this.leave();
      } else {
        const { value } = event.target;
        const given = value < this.lasting ? value : JSON.stringify(lesson);
        history.replaceState(null, '', '#' + new URLSearchParams({ [LESSON]: given }));
        this.open(lesson);
      }
    });
    byId('lesson-file').addEventListener('change', ({ target }) => {
      if (target.files.length > 0) {
        this.add(target.files[0], byId('program') !== null);
        target.value = '';
      }
    });
    addEventListener('hashchange', () => this.follow());
  }

  async load(response) {
    this.list(await response);
    this.lasting = this.own.length;
  }

  list(lessons) {
    this.own = lessons;
    byId('lessons').replaceChildren(byId('lessons').options[0], ...this.own.map(({ title }, i) => {
      const option = element('option', '', `${i + 1}. ${title}`);
      option.value = i;
      return option;
    }));
  }

  /** Adds those lessons of a file that are for this page: for the playground with a program, for trainings without. */
  async add(file, withProgram) {
    try {
      if (file.size > MAX_LESSON_FILE) {
        throw new Error(`it has ${file.size} bytes, at most ${MAX_LESSON_FILE}`);
      }
      const lessons = JSON.parse(await file.text());
      if (!Array.isArray(lessons) || lessons.some((lesson) => typeof lesson?.title !== 'string')) {
        throw new Error('it must be a list of lessons in brackets, each with a title');
      }
      const fitting = lessons.filter((lesson) => (lesson.program !== undefined) === withProgram);
      if (fitting.length === 0) {
        throw new Error(`it has no lesson ${withProgram ? 'with' : 'without'} a program`);
      }
      const first = this.own.length;
      this.list([...this.own, ...fitting]);
      byId('lessons').value = first;
      byId('lessons').dispatchEvent(new Event('change'));
    } catch (failure) {
      this.trouble(`The lessons in ${file.name} cannot be read: ${failure.message}`);
    }
  }

  /**
   * Opens the lesson in the address: the number of one of ours, from 0, or a whole one. Returns whether there is one.
   */
  follow() {
    const given = new URLSearchParams(location.hash.slice(1)).get(LESSON);
    if (given === null) {
      return false;
    }
    try {
      const lesson = /^\d+$/.test(given) ? this.own[Number(given)] : JSON.parse(given);
      if (!lesson) {
        throw new Error(`there are ${this.own.length} lessons, from ${LESSON}=0`);
      }
      this.open(lesson);
      return true;
    } catch (failure) {
      this.trouble(`The lesson in this address cannot be read: ${failure.message}`);
      return false;
    }
  }

  show(lesson) {
    byId('lesson').hidden = !lesson;
    if (!lesson) {
      byId('lessons').value = '';
      return;
    }
    byId('lessons').value = String(this.own.findIndex(({ title }) => title === lesson.title));
    byId('lesson-title').textContent = lesson.title;
    byId('lesson-caption').textContent = lesson.caption;
    const form = byId('question');
    form.hidden = !lesson.question;
    form.replaceChildren();
    if (lesson.question) {
      this.ask(form, lesson.question);
    }
  }

  ask(form, { text, answers, right, because }) {
    const verdict = element('p', '');
    verdict.setAttribute('role', 'status');
    const choices = answers.map((answer, i) => {
      const radio = element('input', '');
      Object.assign(radio, { type: 'radio', name: 'answer', value: i });
      radio.addEventListener('change', () => {
        verdict.textContent = i === right ? `Right. ${because}` : 'Not that one. Look again, and try another.';
      });
      return element('label', '', radio, ' ', answer);
    });
    form.append(element('fieldset', '', element('legend', '', text), ...choices), verdict);
  }
}
