package io.gradstep.engine;

/** Keeps the package from being empty until its first class arrives; a module cannot export an empty package. */
public final class Placeholder {
    private Placeholder() {}
}
