package io.gradstep.engine.compile.rows;

import io.gradstep.engine.Op;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Defines a class for the loops of each op, from the bytes of {@link ElementLoopsOfOne}. */
final class LoopClasses {
    /** The op of the class that is being defined, which reads it when it is initialised. */
    private static final ThreadLocal<Op> BEING_DEFINED = new ThreadLocal<>();

    private LoopClasses() {}

    /** {@return the op of the class that calls this when it is initialised; null for the template} */
    static @Nullable Op ofClass() {
        return BEING_DEFINED.get();
    }

    static ElementLoops define(Op op) {
        BEING_DEFINED.set(op);
        try (InputStream bytes = LoopClasses.class.getResourceAsStream("ElementLoopsOfOne.class")) {
            if (bytes == null) {
                throw new IllegalStateException("a class file of the engine is missing: ElementLoopsOfOne");
            }
            return (ElementLoops) MethodHandles.lookup()
                    .defineHiddenClass(bytes.readAllBytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor(Op.class)
                    .newInstance(op);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define the loops of " + op, e);
        } finally {
            BEING_DEFINED.remove();
        }
    }
}
