package io.gradstep.engine;

import org.jspecify.annotations.Nullable;

/** A node with a name, in a subclass because few nodes have one and the others save the field. */
final class NamedValue extends Value {
    private final String name;

    NamedValue(double data, int bits, @Nullable Value left, @Nullable Value right, String name) {
        super(data, bits, left, right);
        this.name = checkedName(name);
    }

    static String checkedName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must have at least one visible character");
        }
        return name;
    }

    @Override
    public String name() {
        return name;
    }
}
