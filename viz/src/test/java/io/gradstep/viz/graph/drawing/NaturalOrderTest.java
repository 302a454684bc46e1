package io.gradstep.viz.graph.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void numbers_in_names_are_sorted_by_value() {
        List<String> sorted = List.of(
                "",
                "a",
                "a1",
                "a2",
                "a10",
                "a10b",
                "a12345678901234567890",
                "b",
                "layer1.n2",
                "layer1.n11",
                "layer2.n1");
        List<String> names = new ArrayList<>(sorted);
        Collections.shuffle(names, new Random(1));
        names.sort(new NaturalOrder());
        assertThat(names).isEqualTo(sorted);
    }

    @Test
    void names_that_differ_only_in_leading_zeros_differ() {
        assertThat(new NaturalOrder().compare("a1", "a01")).isNotZero();
        assertThat(new NaturalOrder().compare("a01", "a2")).isNegative();
        assertThat(new NaturalOrder().compare("a1", "a1")).isZero();
    }
}
