package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
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
    private record Group(List<String> gates, int column, double height) {}

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
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        targets.forEach((leaf, to) -> {
            if (!fixed.contains(leaf)) {
                Rect box = placement.box(leaf);
                Group group = new Group(gates(to, targets), columns.of(box), box.height());
                groups.computeIfAbsent(group, unseen -> new ArrayList<>()).add(leaf);
            }
        });
        Map<String, Rect> boxes = new LinkedHashMap<>(placement.boxes());
        for (List<String> group : groups.values()) {
            double[] heights = group.stream()
                    .mapToDouble(id -> placement.box(id).centerY())
                    .sorted()
                    .toArray();
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
    private static List<String> gates(List<String> to, Map<String, List<String>> targets) {
        return to.size() == 1
                ? to
                : to.stream()
                        .map(mark -> {
                            List<String> next = targets.getOrDefault(mark, List.of());
                            return next.size() == 1 ? next.get(0) : mark;
                        })
                        .toList();
    }
}
