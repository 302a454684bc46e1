package io.gradstep.demos.notes;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Printer;
import java.util.regex.Pattern;

/**
 * A graph of an example to draw, with its gradients.
 *
 * @param name the picture's name without ending: the example's, or the example's and a part of it, as in
 *     {@code gates-max}
 * @param title the example's subject
 * @param graph the graph to draw
 */
public record Illustration(String name, String title, Graph graph) {
    private static final int WIDTH = 68;

    private static final Pattern NUMBER = Pattern.compile("[^=]+ = [-+.\\w()]+");

    /** {@return the graph as a program, with as many of its leading numbers on a line as fit} */
    public String program() {
        StringBuilder compact = new StringBuilder();
        int length = 0;
        boolean afterNumber = false;
        for (String line : Printer.ASCII.program(graph.output()).split("\n", -1)) {
            boolean number = NUMBER.matcher(line).matches();
            boolean fits = afterNumber && number && length + line.length() <= WIDTH;
            compact.append(compact.isEmpty() ? "" : fits ? "; " : "\n").append(line);
            length = fits ? length + line.length() + 2 : line.length();
            afterNumber = number;
        }
        return compact.toString();
    }
}
