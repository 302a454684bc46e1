package io.gradstep.viz.graph.drawing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph grouped by named values, each with everything unnamed that leads to it.
 *
 * <p>Values of the same name are one group with several rows: a neuron, for several samples. Leaves that one group
 * uses, and a later one at most, belong to it, whether they are parameters, inputs or targets; the others are the
 * shared inputs. Everything takes time linear in the size of the graph.
 */
public final class Neurons {
    private static final int NONE = -1;
    private static final int SHARED = -2;

    /** A group: the values of one name, or of one folded layer, and everything unnamed that leads to them. */
    public static final class Group {
        final String name;
        /** The named nodes, one per sample. */
        public final List<Integer> rows = new ArrayList<>();

        final List<Integer> leaves = new ArrayList<>();
        int column;
        /** Whether it is a whole layer. */
        boolean folded;

        Group(String name) {
            this.name = name;
        }

        /** {@return the name of its values, or that of the folded layer} */
        public String name() {
            return name;
        }

        /** The group of the layer that begins with this one. */
        private Group layer() {
            Group layer = new Group(name.substring(0, name.lastIndexOf('.')));
            layer.rows.addAll(rows);
            layer.leaves.addAll(leaves);
            layer.column = column;
            layer.folded = true;
            return layer;
        }

        /** The length of its leaves' gradient, or NaN if one has none. */
        double gradientNorm(Graph graph) {
            double squares = 0;
            for (int index : leaves) {
                Value leaf = graph.node(index);
                squares += leaf.hasGrad() ? leaf.grad() * leaf.grad() : Double.NaN;
            }
            return Math.sqrt(squares);
        }
    }

    /**
     * The connection from one group, or the inputs, to another.
     *
     * @param from the number of a group, or −1 for the inputs
     * @param gradient the sum of the gradients that flow back through it
     * @param known whether any does: false before a backward pass, and for constants
     */
    public record Connection(int from, int to, double gradient, boolean known) {}

    private final Graph graph;
    private final boolean gradients;
    private final int[] owner;
    private final List<Group> groups = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final Map<Long, double[]> sums = new LinkedHashMap<>();

    /**
     * Groups the nodes of a graph.
     *
     * @param graph the graph
     * @param gradients whether to sum what flows back through each connection
     */
    public Neurons(Graph graph, boolean gradients) {
        this.graph = graph;
        this.gradients = gradients;
        this.owner = new int[graph.size()];
        findHeads();
        assignGates();
        findColumns();
        assignLeaves();
        connect();
    }

    /**
     * Folds layers, the largest first, until there are at most so many groups and no taller layer: all groups of a
     * column whose names have one prefix become one, which is named after it and has a row for each of their values.
     * Without enough layers more groups remain.
     *
     * @param most the greatest number of groups
     * @param tallest the greatest number of groups in a layer that stays as it is
     * @return this grouping
     */
    @CanIgnoreReturnValue
    public Neurons folded(int most, int tallest) {
        Map<String, List<Integer>> layers = new LinkedHashMap<>();
        for (int g = 0; g < groups.size(); g++) {
            String name = groups.get(g).name;
            int dot = name.lastIndexOf('.');
            if (dot > 0) {
                String layer = name.substring(0, dot) + ' ' + groups.get(g).column;
                layers.computeIfAbsent(layer, unseen -> new ArrayList<>()).add(g);
            }
        }
        List<List<Integer>> largest = new ArrayList<>(layers.values());
        largest.removeIf(members -> members.size() < 2);
        largest.sort(Comparator.comparingInt(members -> -members.size()));
        int count = groups.size();
        int[] heads = new int[groups.size()];
        Arrays.setAll(heads, g -> g);
        for (List<Integer> members : largest) {
            if (count <= most && members.size() <= tallest) {
                break;
            }
            members.forEach(g -> heads[g] = members.get(0));
            count -= members.size() - 1;
        }
        merge(heads);
        return this;
    }

    /** Merges each group into another, which is its head. */
    private void merge(int[] heads) {
        List<Group> before = List.copyOf(groups);
        groups.clear();
        int[] numbers = new int[heads.length];
        for (int g = 0; g < heads.length; g++) {
            Group group = before.get(g);
            if (heads[g] == g) {
                numbers[g] = groups.size();
                groups.add(group);
            } else {
                Group layer = groups.get(numbers[heads[g]]);
                if (!layer.folded) {
                    layer = layer.layer();
                    groups.set(numbers[heads[g]], layer);
                }
                numbers[g] = numbers[heads[g]];
                layer.rows.addAll(group.rows);
                layer.leaves.addAll(group.leaves);
            }
        }
        Comparator<Integer> byName = Comparator.comparing(graph::label, new NaturalOrder());
        groups.stream().filter(group -> group.folded).forEach(layer -> layer.rows.sort(byName));
        for (int i = 0; i < owner.length; i++) {
            owner[i] = owner[i] < 0 ? owner[i] : numbers[owner[i]];
        }
        Map<Long, double[]> between = new LinkedHashMap<>();
        sums.forEach((key, sum) -> {
            int from = (int) (key >> Integer.SIZE);
            long merged = key(from < 0 ? from : numbers[from], numbers[key.intValue()]);
            double[] all = between.computeIfAbsent(merged, unseen -> new double[2]);
            all[0] += sum[0];
            all[1] = Math.max(all[1], sum[1]);
        });
        between.keySet().removeIf(key -> (int) (key >> Integer.SIZE) == key.intValue());
        sums.clear();
        sums.putAll(between);
    }

    /**
     * Counts the groups of a graph without making them.
     *
     * @param graph the graph
     * @return how many groups there are, at least 1
     */
    public static int count(Graph graph) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < graph.size(); i++) {
            String name = graph.node(i).name();
            if (name != null && isHead(graph, i)) {
                names.add(name);
            }
        }
        return names.size() + (graph.output().name() == null ? 1 : 0);
    }

    /**
     * {@return the number of columns of its cards, that of shared inputs not counted}
     *
     * @param graph the graph
     */
    public static int columns(Graph graph) {
        return new Neurons(graph, false)
                .groups().stream().mapToInt(group -> group.column + 1).max().orElse(0);
    }

    /** Whether a group is named after a node: a row of its card. */
    static boolean isHead(Graph graph, int i) {
        Value node = graph.node(i);
        return i == graph.size() - 1 || (!node.isLeaf() && node.name() != null);
    }

    private void findHeads() {
        Arrays.fill(owner, NONE);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < graph.size(); i++) {
            if (isHead(graph, i)) {
                String name = CardFormula.name(graph, i);
                int number = numbers.computeIfAbsent(name, unseen -> groups.size());
                if (number == groups.size()) {
                    groups.add(new Group(name));
                }
                groups.get(number).rows.add(i);
                owner[i] = number;
            }
        }
    }

    /** A nameless gate belongs to the first named value that it leads to, so that groups depend on earlier ones. */
    private void assignGates() {
        int[] head = new int[graph.size()];
        Arrays.fill(head, Integer.MAX_VALUE);
        for (int i = graph.size() - 1; i >= 0; i--) {
            if (owner[i] != NONE) {
                head[i] = i;
            } else if (!graph.node(i).isLeaf()) {
                owner[i] = owner[head[i]];
            }
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                head[operand] = Math.min(head[operand], head[i]);
            }
        }
    }

    /** Each group stands right of those that it depends on, but for values that depend on others of their own name. */
    private void findColumns() {
        Set<Long> pairs = new HashSet<>();
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                int from = owner[graph.operandIndex(i, k)];
                if (from != NONE && from < owner[i]) {
                    pairs.add(key(owner[i], from));
                }
            }
        }
        // By consumers, so that whatever one depends on has its column already.
        pairs.stream().sorted().forEach(pair -> {
            Group consumer = groups.get((int) (pair >> Integer.SIZE));
            consumer.column = Math.max(consumer.column, groups.get(pair.intValue()).column + 1);
        });
    }

    private void assignLeaves() {
        int[] first = new int[graph.size()];
        int[] second = new int[graph.size()];
        Arrays.fill(first, NONE);
        Arrays.fill(second, NONE);
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                if (graph.node(operand).isLeaf()) {
                    addUser(first, second, operand, owner[i]);
                }
            }
        }
        for (int i = 0; i < graph.size() - 1; i++) {
            if (graph.node(i).isLeaf()) {
                assignLeaf(i, second[i] == NONE ? first[i] : earlier(first[i], second[i]));
            }
        }
    }

    private static void addUser(int[] first, int[] second, int leaf, int user) {
        if (first[leaf] == NONE) {
            first[leaf] = user;
        } else if (first[leaf] != user && second[leaf] == NONE) {
            second[leaf] = user;
        } else if (first[leaf] != user && second[leaf] != user) {
            second[leaf] = SHARED;
        }
    }

    /** The earlier of two groups: a loss may use a neuron's weights again, but they are still the neuron's. */
    private int earlier(int a, int b) {
        if (b == SHARED) {
            return SHARED;
        }
        int order = Integer.compare(groups.get(a).column, groups.get(b).column);
        return order < 0 ? a : order > 0 ? b : SHARED;
    }

    private void assignLeaf(int leaf, int group) {
        if (group == SHARED) {
            inputs.add(leaf);
            return;
        }
        owner[leaf] = group;
        if (!graph.node(leaf).isConstant()) {
            groups.get(group).leaves.add(leaf);
        }
    }

    private void connect() {
        BitSet reached = Contributions.reached(graph);
        for (int i = 0; i < graph.size(); i++) {
            Contributions contributions = null;
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                boolean input = graph.node(operand).isLeaf();
                if (owner[operand] == owner[i] || (input && owner[operand] != NONE)) {
                    continue;
                }
                if (contributions == null) {
                    contributions = Contributions.into(graph, reached, i);
                }
                double[] sum = sums.computeIfAbsent(key(owner[operand], owner[i]), unseen -> new double[2]);
                if (gradients && contributions.isKnown() && !graph.node(operand).isConstant()) {
                    sum[0] += contributions.of(k);
                    sum[1] = 1;
                }
            }
        }
    }

    private static long key(int from, int to) {
        return ((long) from << Integer.SIZE) | to;
    }

    /** {@return the groups, by number} */
    public List<Group> groups() {
        return groups;
    }

    /**
     * {@return the number of the group that a node belongs to; negative for what several share}
     *
     * @param node the index of a node
     */
    public int owner(int node) {
        return owner[node];
    }

    /** {@return the indices of the leaves that several groups share} */
    public List<Integer> inputs() {
        return inputs;
    }

    /** {@return the connections between groups, and from the inputs, in a fixed order} */
    public List<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        sums.forEach((key, sum) ->
                connections.add(new Connection((int) (key >> Integer.SIZE), key.intValue(), sum[0], sum[1] == 1)));
        return connections;
    }
}
