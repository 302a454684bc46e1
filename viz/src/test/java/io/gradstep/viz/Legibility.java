package io.gradstep.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What holds for every drawing: its texts lie within it, and none on another. */
final class Legibility {
    private Legibility() {}

    static void check(Drawn drawn, String description) {
        List<Drawn.Label> labels = new ArrayList<>(drawn.labels());
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
