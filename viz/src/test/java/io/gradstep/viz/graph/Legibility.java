package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rules that hold for every drawing: its texts lie within it and do not overlap. */
public final class Legibility {
    private Legibility() {}

    public static void check(DrawnPicture drawn, String description) {
        List<DrawnPicture.Label> labels = new ArrayList<>(drawn.labels());
        labels.sort(Comparator.comparingDouble(label -> label.bounds().left()));
        Rect box = drawn.viewBox();
        for (int i = 0; i < labels.size(); i++) {
            Rect a = labels.get(i).bounds();
            assertThat(a.left() >= 0 && a.top() >= 0 && a.right() <= box.right() && a.bottom() <= box.bottom())
                    .as("%s: %s inside %s", description, labels.get(i), box)
                    .isTrue();
            for (int j = i + 1; j < labels.size() && labels.get(j).bounds().left() < a.right(); j++) {
                Rect b = labels.get(j).bounds();
                assertThat(b.top() >= a.bottom() || b.bottom() <= a.top())
                        .as("%s: %s and %s", description, labels.get(i), labels.get(j))
                        .isTrue();
            }
        }
    }
}
