package io.gradstep.viz.page.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.StepperPage;
import org.junit.jupiter.api.Test;

/** A page of somebody else's has the same parts as the stepper page. */
class StepperPartsTest {
    @Test
    void the_stepper_page_is_made_of_them() {
        Trace trace = Trace.of(Graphs.lecture());
        String page = StepperPage.of(trace).html();
        assertThat(page).contains(Squeezed.styleSheet(StepperParts.styleSheet()), StepperParts.data(trace, View.AUTO));
        assertThat(StepperParts.markup().lines().filter(line -> !line.contains("id=\"leaves\"")))
                .allSatisfy(line -> assertThat(page).contains(line));
    }

    @Test
    void a_page_brings_the_long_ops_only_where_its_graph_has_them() {
        Trace bell = Trace.of(Value.of(0.5, "x").neg().gelu());

        assertThat(StepperParts.script()).contains("erfcTail", "OPS.cbrt");
        assertThat(StepperParts.script(bell.graph())).contains("erfcTail").doesNotContain("OPS.cbrt");
        assertThat(StepperParts.script(Graphs.lecture())).doesNotContain("erfcTail");
    }

    @Test
    void nothing_is_left_to_be_filled_in_but_by_the_program() {
        assertThat(StepperParts.markup())
                .doesNotContain("{{")
                .contains("id=\"picture\"", "id=\"controls\"", "id=\"panel\"", "id=\"leaves\"");
    }
}
