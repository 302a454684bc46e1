package io.gradstep.engine;

import org.jspecify.annotations.Nullable;

/** A node with a name; few nodes have one, so that the rest need not pay for the field. */
final class NamedValue extends Value {
    private final String name;

    NamedValue(double data, int bits, @Nullable Value left, @Nullable Value right, String name) {
        super(data, bits, left, right);
        this.name = checkedName(name);
    }

    @Override
    public String name() {
        return name;
    }
}
