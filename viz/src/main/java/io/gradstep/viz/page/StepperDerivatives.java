package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.parts.PlayedTrace;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The derivatives that a stepper page brings along: the picture of each, shown when it is opened, and its data. */
final class StepperDerivatives {
    private final Map<String, PlayedTrace> byLeaf = new LinkedHashMap<>();

    StepperDerivatives(Map<String, Trace> derivatives) {
        derivatives.forEach((leaf, trace) -> byLeaf.put(leaf, PlayedTrace.of(trace, View.CIRCUIT)));
    }

    List<Graph> graphs() {
        return byLeaf.values().stream().map(PlayedTrace::graph).toList();
    }

    /** The least width of each picture, which has a class for it. */
    String style() {
        StringBuilder css = new StringBuilder();
        int number = 0;
        for (PlayedTrace derivative : byLeaf.values()) {
            css.append(derivative.picture().leastWidth("#picture svg.derivative" + number++));
        }
        return css.toString();
    }

    String markup() {
        if (byLeaf.isEmpty()) {
            return "";
        }
        Svg markup = new Svg();
        byLeaf.forEach((leaf, derivative) -> {
            markup.add("<template data-derivative={}>\n", Text.visible(leaf));
            markup.addRaw(derivative.picture().svg()).addRaw("</template>\n");
        });
        String data = byLeaf.values().stream().map(PlayedTrace::data).collect(Collectors.joining(","));
        return markup + "<script id=\"derivatives\" type=\"application/json\">[" + data + "]</script>\n";
    }
}
