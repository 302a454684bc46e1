package io.gradstep.viz.layout;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import guru.nidi.graphviz.engine.Engine;
import guru.nidi.graphviz.engine.Format;
import guru.nidi.graphviz.engine.GraphvizException;
import guru.nidi.graphviz.engine.Options;
import io.gradstep.viz.LayoutException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Places a {@link Skeleton}: by the program {@code dot} where it is found on {@code PATH} and works, and by the same
 * algorithm in Java where it is not. The pictures hardly differ. {@link LayeredLayout} places large ones, unless {@code
 * dot} is selected by name.
 *
 * <p>The system property {@code gradstep.layout} selects one of the two: {@code dot} or {@code java}.
 *
 * <p>{@code dot} is asked through graphviz-java's own interface, not through its class {@code Graphviz}: that one keeps
 * a single engine for the whole JVM, which an application may have set for drawings of its own, chooses it once, so
 * that a {@code dot} which starts but fails would not be replaced, and without any engine answers with an empty text.
 */
public final class Layout {
    public static final String PROPERTY = "gradstep.layout";

    private static final System.Logger LOG = System.getLogger(Layout.class.getName());

    /** The largest graph for {@code dot}, which finds better layouts, but in superlinear time. */
    static final int MAX_FOR_DOT = 400;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Options SVG = Options.create().engine(Engine.DOT).format(Format.SVG);

    // A dot that failed on a small graph is not tried again; on a large one it may just have been slow.
    private static final Set<Path> BROKEN = ConcurrentHashMap.newKeySet();

    /** In boxes and links, which take some 300 bytes each. */
    private static final int MAX_KEPT = 10_000;

    /** A skeleton, and the engine chosen for it. */
    private record Request(Skeleton skeleton, String choice) {
        int size() {
            return skeleton.boxes().size() + skeleton.links().size();
        }
    }

    /**
     * The last placements. Pictures that differ in their numbers alone often have equal skeletons, as when a leaf is
     * dragged, and a process of its own for each takes twenty times as long as the rest of the picture.
     */
    private static final Cache<Request, Placement> KEPT = CacheBuilder.newBuilder()
            .concurrencyLevel(1) // which would share the weight out
            .maximumWeight(MAX_KEPT)
            .weigher((Request request, Placement placement) -> request.size())
            .build();

    private Layout() {}

    /**
     * Places a skeleton; equal skeletons are placed equally by the same engine.
     *
     * @throws LayoutException if no engine can
     */
    public static Placement of(Skeleton skeleton) {
        Request request = new Request(skeleton, System.getProperty(PROPERTY, "auto"));
        Placement placement = KEPT.getIfPresent(request);
        if (placement == null) {
            placement = place(skeleton, request.choice());
            KEPT.put(request, placement);
        }
        return placement;
    }

    /**
     * Places a skeleton in columns up to a height, for a drawing that is wrapped into rows: no engine has such a limit.
     *
     * @param tallest in pixels; more only where one box or the passing links need it
     * @throws LayoutException if the links would pass too many columns
     */
    public static Placement inColumns(Skeleton skeleton, double tallest) {
        return LayeredLayout.of(skeleton, tallest);
    }

    private static Placement place(Skeleton skeleton, String choice) {
        return switch (choice) {
            case "auto" -> {
                if (skeleton.boxes().size() > MAX_FOR_DOT) {
                    yield LayeredLayout.of(skeleton);
                }
                Optional<Path> dot = findDot().filter(Layout::isUsable);
                yield dot.isPresent() ? byEither(dot.get(), skeleton) : byJava(skeleton);
            }
            case "dot" ->
                by(
                        new DotProcess(
                                findDot().orElseThrow(() -> new LayoutException("the program dot is not on PATH")),
                                TIMEOUT),
                        skeleton);
            case "java" -> skeleton.boxes().size() > MAX_FOR_DOT ? LayeredLayout.of(skeleton) : byJava(skeleton);
            default ->
                throw new LayoutException(
                        "the system property " + PROPERTY + " is " + choice + "; it must be auto, dot or java");
        };
    }

    public static Optional<Path> findDot() {
        return DotProcess.find(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /** Tests whether a program has not failed yet. */
    static boolean isUsable(Path dot) {
        return !BROKEN.contains(dot);
    }

    static Placement byEither(Path dot, Skeleton skeleton) {
        try {
            return by(new DotProcess(dot, TIMEOUT), skeleton);
        } catch (LayoutException nativeFailure) {
            if (Thread.currentThread().isInterrupted()) {
                throw nativeFailure;
            }
            LOG.log(Level.WARNING, "{0}; using the built-in layout engine", nativeFailure.getMessage());
            if (skeleton.boxes().size() < Skeleton.MANY_BOXES) {
                BROKEN.add(dot);
            }
            try {
                return byJava(skeleton);
            } catch (LayoutException failure) {
                throw new LayoutException(nativeFailure.getMessage() + "; " + failure.getMessage(), failure);
            }
        }
    }

    static Placement byJava(Skeleton skeleton) {
        try {
            return LeafOrder.of(skeleton, JavaDot.place(skeleton));
        } catch (LinkageError e) {
            throw new LayoutException(
                    "the built-in layout engine failed: graph-support is not on the class path (" + e + ")", e);
        }
    }

    static Placement by(DotProcess dot, Skeleton skeleton) {
        try {
            String svg = dot.execute(skeleton.dot(), SVG, null).asString();
            return LeafOrder.of(skeleton, PlacementReader.read(svg, skeleton));
        } catch (GraphvizException | IllegalArgumentException | IOException e) {
            throw new LayoutException("no layout by " + dot + ": " + e.getMessage(), e);
        }
    }
}
