package tutti.engine.desk;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Settings that belong together when scenes are stored and recalled. A scene has a scope, the classes that it brings
/// back; a strip can be safe from scenes in any class of its own. Solos, solo-safe, inserts and looks are in no class:
/// no scene touches them.
public enum ParameterClass {
    /// Faders of strips.
    FADER,
    /// Mutes of strips.
    MUTE,
    /// Pan and balance.
    PAN,
    /// What goes to each bus, and where it branches off.
    SENDS,
    /// Trim, polarity and delay.
    TRIM,
    /// VCA groups with their levels, mutes and members, and linked faders.
    GROUPS,
    /// The buses: their faders, mutes, limiters and ports. No strip has them.
    BUSES;

    /// All of them.
    public static final Set<ParameterClass> ALL = Collections.unmodifiableSet(EnumSet.allOf(ParameterClass.class));

    /// Those that a strip has.
    public static final Set<ParameterClass> OF_STRIPS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(BUSES)));

    /// As it stands in addresses and files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The class that is called so.
    public static Optional<ParameterClass> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
