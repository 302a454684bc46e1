package io.gradstep.viz.page.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs without what only readers of the source need. */
class SqueezedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "const a = b + c;                 | const a=b+c;",
                "return x ? -1 : 'a  b';          | return x?-1:'a  b';",
                "a - -b + +c - d                  | a- -b+ +c-d",
                "for (const x of [1, 2]) { f(x) } | for(const x of[1,2]){f(x)}",
                "if (/^ a \\/ [/] b$/.test(s)) {} | if(/^ a \\/ [/] b$/.test(s)){}",
                "x = a / b / c; // quotient's     | x=a/b/c;",
                "`${a } / b ${ c}` + d            | `${a } / b ${ c}`+d",
                "f(`a ${b ? `c  ${d}` : 'e f'} g`) + h | f(`a ${b ? `c  ${d}` : 'e f'} g`)+h",
                "d /= 10n; /* and 'more' */ e     | d/=10n;e",
                "'//' + \"it's\" + 'it\\'s'       | '//'+\"it's\"+'it\\'s'",
            })
    void blanks_that_separate_nothing_go(String program, String squeezed) {
        assertThat(Squeezed.of(program)).isEqualTo(squeezed);
    }

    @Test
    void line_ends_go_where_no_statement_can_end() {
        assertThat(Squeezed.of("f(\n  a,\n  b);\nif (a) {\n  b = 1\n}\nc()")).isEqualTo("f(a,b);if(a){b=1\n}\nc()");
    }

    /** A browser's stack is small, and so a long template takes none of it. */
    @Test
    void texts_may_be_long() {
        String words = "two  words ".repeat(100_000);

        for (String kept : new String[] {"`" + words + "`", "`${'" + words + "'}`", "'" + words + "'"}) {
            assertThat(Squeezed.of("f( " + kept + " )")).isEqualTo("f(" + kept + ")");
        }
    }

    @Test
    void style_sheets_lose_comments_and_blanks_that_mean_nothing() {
        assertThat(Squeezed.styleSheet("/* why */\na, td :checked {\n  font: 1em 'A B', C; margin: 0 auto;\n}\n"))
                .isEqualTo("a,td :checked{font:1em 'A B',C;margin:0 auto}");
    }

    @Test
    void line_ends_stay_and_empty_lines_go() {
        assertThat(Squeezed.of("// why\nlet a\n\n  /** what\n   * for\n   */\n  let b = 1\n"))
                .isEqualTo("let a\nlet b=1\n");
    }
}
