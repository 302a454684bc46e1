package io.gradstep.demos.console;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The constants of an enum as values of an option: in lower case, with hyphens.
 *
 * @param <E> the enum
 */
public abstract class ConstantName<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final String kind;
    private final List<E> constants;

    public ConstantName(String kind, E[] constants) {
        this.kind = kind;
        this.constants = List.of(constants);
    }

    @Override
    public E convert(String word) {
        for (E constant : constants) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        throw new TypeConversionException("there is no %s '%s'; choose from: %s"
                .formatted(
                        kind,
                        Glyphs.visible(word),
                        constants.stream().map(ConstantName::of).collect(Collectors.joining(", "))));
    }

    /** Iterates over the values, for the help text. */
    @Override
    public Iterator<String> iterator() {
        return constants.stream().map(ConstantName::of).iterator();
    }

    /** Returns the constant's name on the command line. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
