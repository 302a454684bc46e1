package io.gradstep.demos.page;

import io.gradstep.viz.layout.LayeredLayout;
import io.gradstep.viz.layout.Layout;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.Skeleton;

/** The {@link Layout} of a page, which has no other engine than our own. */
public final class PageLayout {
    private PageLayout() {}

    /** Stands in for {@link Layout#of(Skeleton)}. */
    public static Placement of(Skeleton skeleton) {
        return LayeredLayout.of(skeleton);
    }

    /** Stands in for {@link Layout#inColumns(Skeleton, double)}. */
    public static Placement inColumns(Skeleton skeleton, double tallest) {
        return LayeredLayout.of(skeleton, tallest);
    }
}
