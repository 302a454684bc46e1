package io.gradstep.viz.page;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.page.parts.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers as pages write them: as Java does. */
class NumbersInPagesTest extends StepperPageFixture {
    /** Two or three parts of many sizes, rounded in the page as in Java. */
    @Test
    void sums_are_rounded_as_java_rounds_them() {
        List<List<String>> sums = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            List<Double> parts = random.doubles(2 + random.nextInt(2), -3, 3)
                    .mapToObj(part -> part * Math.pow(10, random.nextInt(-5, 6)))
                    .toList();
            double total = parts.stream().mapToDouble(part -> part).sum();
            RoundedSum sum = Numbers.sum(total, parts);
            List<Double> all = new ArrayList<>(parts);
            all.add(0, total);
            sums.add(all.stream().map(number -> Double.toString(number)).toList());
            expected.add(
                    all.stream().map(number -> Numbers.format(number, sum)).collect(joining(" ")) + sum.relation());
        }
        Object shown = browser.run(
                HtmlPage.modules(List.of("numbers")) + "return arguments[0].map((all) => all.map(Number))"
                        + ".map(([total, ...parts]) => [new RoundedSum(total, parts), [total, ...parts]])"
                        + ".map(([sum, all]) => all.map((n) => sum.format(n)).join(' ') + ` ${sum.relation} `);",
                sums);
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void numbers_are_written_as_java_writes_them() {
        Random random = new Random(11);
        List<String> numbers = random.doubles(3000)
                .map(u -> random.nextBoolean() ? (u - 0.5) * 3 : Math.scalb(u - 0.5, random.nextInt(-60, 60)))
                .mapToObj(Double::toString)
                .toList();
        Object shown = browser.run(
                HtmlPage.resource("numbers.js") + "return arguments[0].map((n) => [format(Number(n)),"
                        + " Object.is(parse(exact(Number(n))), Number(n))]);",
                numbers);
        List<List<Object>> expected = numbers.stream()
                .map(text -> List.<Object>of(Numbers.format(Double.parseDouble(text)), true))
                .toList();
        assertThat(shown).isEqualTo(expected);
    }
}
