/**
 * Pictures of computation graphs: every value above its wire, every gradient below.
 *
 * <p>A {@link io.gradstep.viz.graph.Picture} shows a {@link io.gradstep.engine.Graph} as it stands, gradients included
 * once a backward pass has computed them, in one of several {@linkplain io.gradstep.viz.graph.View views}:
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Value f = x.mul(x).add(1).named("f");
 * f.backward();
 * Picture picture = Picture.of(Graph.of(f));
 * picture.writeTo(Path.of("f.svg"));
 * picture.view(View.CARDS).colors(ColorScheme.DARK).writeTo(Path.of("f.png"));
 * picture.writeTo(Path.of("f.dot"));
 * System.out.println(picture.dot().startsWith("digraph")); // true
 * }</pre>
 */
@NullMarked
package io.gradstep.viz.graph;

import org.jspecify.annotations.NullMarked;
