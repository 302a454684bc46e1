package io.gradstep.demos.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.explain.FriendlyNumbers;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuizCommandTest {
    @TempDir
    private Path folder;

    private CommandLineRun quiz(String... words) {
        List<String> all = new ArrayList<>(List.of("quiz"));
        for (String word : words) {
            all.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
        }
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private String content(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void the_key_answers_the_problems_and_the_problems_do_not() throws IOException {
        CommandLineRun run = quiz(
                "--seed",
                "7",
                "--items",
                "12",
                "--level",
                "hard",
                "--ask",
                "everything",
                "--problems",
                "@p.json",
                "--key",
                "@key.csv");
        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(content("p.json")).doesNotContain("answer");
        CommandLineRun graded = CommandLineRun.of(
                "grade",
                folder.resolve("p.json").toString(),
                folder.resolve("key.csv").toString());
        assertThat(graded.lines()).contains("12 of 12 right");
        assertThat(graded.exitCode()).isZero();
    }

    @Test
    void equal_seeds_give_equal_files_and_other_seeds_others() throws IOException {
        quiz("--items", "3", "--seed", "7", "-o", "@a.html", "--problems", "@a.json");
        quiz("--items", "3", "--seed", "7", "-o", "@b.html", "--problems", "@b.json");
        quiz("--items", "3", "--seed", "8", "--problems", "@c.json");
        assertThat(content("a.html")).isEqualTo(content("b.html"));
        assertThat(content("a.json")).isEqualTo(content("b.json")).isNotEqualTo(content("c.json"));
    }

    /** Every problem of the notes' circuit keeps its program; the first one has the numbers given. */
    @Test
    void a_program_of_ones_own_is_asked_with_other_numbers_each_time() throws IOException {
        quiz("f = (x+y)z", "x=-2", "y=5", "z=-4", "--items", "6", "--problems", "@p.json");
        List<Problem> problems =
                ProblemSet.read(folder.resolve("p.json").toString()).problems();
        assertThat(problems.get(0).values()).isEqualTo(Map.of("x", -2.0, "y", 5.0, "z", -4.0));
        assertThat(problems).extracting(Problem::values).doesNotHaveDuplicates().hasSize(6);
        assertThat(problems).extracting(problem -> problem.program().toString()).containsOnly("f = (x+y)z");
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void random_programs_have_the_gates_of_their_level_and_short_numbers(Level level) {
        for (Problem problem : new ProblemMaker(true, 3).random(level, 25)) {
            Trace trace = problem.trace();
            assertThat(problem.program().toString().split(";")).hasSize(level.gates);
            for (int i = 0; i < trace.graph().size(); i++) {
                assertThat(trace.value(i) * 100)
                        .as(problem.text())
                        .isCloseTo(Math.rint(trace.value(i) * 100), within(1e-7));
                assertThat(Math.abs(trace.gradient(i))).as(problem.text()).isLessThanOrEqualTo(200);
            }
            assertThat(problem.question()
                            .judge(AnswerFile.right(problem.question()), 0.02)
                            .isRight())
                    .as(problem.text())
                    .isTrue();
        }
    }

    /** 0.5 is answered by halves; for log(x) only positive numbers have a value. */
    @Test
    void numbers_are_like_the_given_ones() {
        Program program = Program.parse("f = log(x)*y");
        Map<String, Double> other = new FriendlyNumbers(program, new Random(5))
                .like(Map.of("x", 2.0, "y", 0.5), List.of())
                .orElseThrow();
        assertThat(other.get("x")).isPositive().isEqualTo(Math.rint(other.get("x")));
        assertThat(other.get("y") * 2).isEqualTo(Math.rint(other.get("y") * 2));
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        assertThat(quiz().err()).contains("nothing to write");
        assertThat(quiz("-o", "@drill.txt").err()).contains("must end in .html");
        assertThat(quiz("-o", "@a.html", "--items", "0").err()).contains("--items must be from 1 to 500");
        assertThat(quiz("-o", "@a.html", "--level", "mad").err()).contains("choose from: easy, medium, hard");
        assertThat(quiz("x*y", "x=1", "y=2", "--level", "easy", "-o", "@a.html").err())
                .contains("leave it out");
        assertThat(quiz("x*y", "x=1", "-o", "@a.html").err()).contains("y");
        assertThat(quiz("f = 3 + 1", "-o", "@a.html", "--items", "2").exitCode())
                .isEqualTo(2);
        assertThat(quiz("-o", "@none/a.html").err()).contains("there is no folder");
    }
}
