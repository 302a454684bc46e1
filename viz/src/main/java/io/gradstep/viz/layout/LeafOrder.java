package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts leaves that lead to the same gates in the order of their links where an engine did not: they change places, and
 * nothing else moves. Linear in the size of the skeleton, but for sorting.
 */
final class LeafOrder {
    private LeafOrder() {}

    static Placement of(Skeleton skeleton, Placement placement) {
        Columns columns = new Columns(placement.boxes().values());
        Map<String, List<String>> targets = new LinkedHashMap<>();
        Set<String> fixed = new HashSet<>();
        for (Skeleton.Link link : skeleton.links()) {
            targets.computeIfAbsent(link.from(), unseen -> new ArrayList<>()).add(link.to());
            fixed.add(link.to());
            // Past another column it would have to change its place there too.
            if (columns.of(placement.box(link.from())) + 1 < columns.of(placement.box(link.to()))) {
                fixed.add(link.from());
            }
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> leaf : targets.entrySet()) {
            if (!fixed.contains(leaf.getKey())) {
                Rect box = placement.box(leaf.getKey());
                String group = columns.of(box) + " " + box.height() + gates(leaf.getValue(), targets);
                groups.computeIfAbsent(group, unseen -> new ArrayList<>()).add(leaf.getKey());
            }
        }
        Map<String, Rect> boxes = new LinkedHashMap<>(placement.boxes());
        for (List<String> group : groups.values()) {
            double[] heights = new double[group.size()];
            for (int k = 0; k < heights.length; k++) {
                heights[k] = placement.box(group.get(k)).centerY();
            }
            Arrays.sort(heights);
            for (int k = 0; k < heights.length; k++) {
                Rect box = placement.box(group.get(k));
                boxes.put(group.get(k), box.plus(0, heights[k] - box.centerY()));
            }
        }
        Map<String, Bezier> paths = new LinkedHashMap<>(placement.links());
        for (Skeleton.Link link : skeleton.links()) {
            Rect leaf = Objects.requireNonNull(boxes.get(link.from()));
            if (!placement.box(link.from()).equals(leaf)) {
                Point start = new Point(leaf.right(), leaf.centerY());
                paths.put(
                        link.id(),
                        Bezier.along(List.of(start, placement.link(link.id()).end())));
            }
        }
        return new Placement(placement.width(), placement.height(), boxes, paths);
    }

    /** To where a leaf leads: if it branches, behind the marks on its branches. */
    private static String gates(List<String> to, Map<String, List<String>> targets) {
        StringBuilder gates = new StringBuilder();
        for (String mark : to) {
            List<String> next = to.size() == 1 ? null : targets.get(mark);
            gates.append(' ').append(next == null || next.size() > 1 ? mark : next.get(0));
        }
        return gates.toString();
    }
}
