package io.gradstep.engine;

/** Labels for the nodes of a graph, named or not. */
final class Labels {
    private final Value[] nodes;
    private final int[] numbers;
    private final String prefix;

    private Labels(Value[] nodes, int[] numbers, String prefix) {
        this.nodes = nodes;
        this.numbers = numbers;
        this.prefix = prefix;
    }

    static Labels of(Value[] nodes) {
        int[] numbers = new int[nodes.length];
        int unnamed = 0;
        int longest = 0;
        for (int i = 0; i < nodes.length; i++) {
            String name = nodes[i].name();
            if (name != null) {
                longest = Math.max(longest, leadingVsOfOurForm(name));
            } else if (!isNumber(nodes[i])) {
                numbers[i] = ++unnamed;
            }
        }
        return new Labels(nodes, numbers, "v".repeat(longest + 1));
    }

    /** The number of v's if a name consists of v's and then digits, as labels do; otherwise 0. */
    private static int leadingVsOfOurForm(String name) {
        int vs = 0;
        while (vs < name.length() && name.charAt(vs) == 'v') {
            vs++;
        }
        int end = vs;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end == name.length() && end > vs ? vs : 0;
    }

    /** Tells whether a node is a number, unless it has a name. */
    static boolean isNumber(Value node) {
        return node.isLeaf() && node.isConstant();
    }

    String of(int i) {
        Value node = nodes[i];
        String name = node.name();
        if (name != null) {
            return name;
        }
        return isNumber(node) ? number(node.data()) : prefix + numbers[i];
    }

    /** The shortest text that reads back as the number: 2 and not 2.0. */
    static String number(double data) {
        String text = Double.toString(data);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
