package io.gradstep.nn.arguments;

import com.google.common.base.CaseFormat;
import io.gradstep.engine.text.Spelling;
import java.util.Collection;

/** Looks up names that users write, and suggests the nearest for an unknown one. */
public final class KnownNames {
    private KnownNames() {}

    /** HE_NORMAL as heNormal. */
    public static String camelCase(String constant) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, constant);
    }

    public static IllegalArgumentException unknown(String kind, String name, Collection<String> known) {
        String meant = Spelling.nearest(name, known)
                .map("did you mean '%s'? There are "::formatted)
                .orElse("there are ");
        return new IllegalArgumentException(
                "unknown %s '%s'; %s%s".formatted(kind, name, meant, String.join(", ", known)));
    }
}
