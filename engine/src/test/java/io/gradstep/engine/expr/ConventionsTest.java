package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import io.gradstep.engine.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@code engine/docs/conventions.md} tells what the engine does. */
class ConventionsTest {
    private static final Path PAGE = Path.of("docs", "conventions.md");

    static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `")).toList();
        }
    }

    @Test
    void the_table_is_there() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void value_and_slopes_are_as_told(String row) {
        List<String> cells = Splitter.on('|').trimResults().splitToList(row);
        Program program = Program.parse(cells.get(1).replace("`", ""));
        List<Double> operands = numbers(cells.get(2));
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            values.put(program.inputs().get(i).name(), operands.get(i));
        }
        Evaluation evaluation = program.evaluate(values);
        evaluation.output().backward();
        List<Double> computed = new ArrayList<>(List.of(evaluation.output().data()));
        computed.addAll(evaluation.inputs().stream().map(Value::grad).toList());
        List<Double> told = numbers(cells.get(3));
        assertThat(computed).hasSameSizeAs(told);
        for (int i = 0; i < told.size(); i++) {
            if (Double.isFinite(told.get(i))) {
                assertThat(computed.get(i)).isCloseTo(told.get(i), within(1e-15 * Math.abs(told.get(i))));
            } else {
                assertThat(computed.get(i)).isEqualTo(told.get(i));
            }
        }
    }

    private static List<Double> numbers(String cell) {
        return Splitter.onPattern("[,;] ")
                .splitToStream(cell.replace("∞", "Infinity"))
                .map(Double::valueOf)
                .toList();
    }
}
