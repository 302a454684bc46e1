// Lessons: a caption, hidden and locked controls, and a question. All texts go in as text.

const LESSON = 'lesson';

class Lessons {
  /** Calls open with a lesson, or leave. */
  constructor(open, leave, trouble) {
    this.open = open;
    this.leave = leave;
    this.trouble = trouble;
    this.own = [];
    byId('lessons').addEventListener('change', (event) => {
      const lesson = this.own[event.target.value];
      if (!lesson) {
        history.replaceState(null, '', location.pathname);
        this.leave();
      } else {
        history.replaceState(null, '', `#${LESSON}=${event.target.value}`);
        this.open(lesson);
      }
    });
    addEventListener('hashchange', () => this.follow());
  }

  async load(response) {
    this.own = await response;
    byId('lessons').append(...this.own.map(({ title }, i) => {
      const option = element('option', '', `${i + 1}. ${title}`);
      option.value = i;
      return option;
    }));
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
