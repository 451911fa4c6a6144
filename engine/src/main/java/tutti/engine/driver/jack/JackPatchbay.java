package tutti.engine.driver.jack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.Patchbay;
import tutti.engine.driver.cables.Cable;

/// The graph of a JACK server, as one client sees it. Thread: control, one at a time, with the driver's lock held.
final class JackPatchbay {
    /// errno of a cable that is in already.
    private static final int EXISTS = 17;

    private final LibJack lib;
    private final long client;

    JackPatchbay(LibJack lib, long client) {
        this.lib = lib;
        this.client = client;
    }

    Patchbay.Graph graph() {
        List<Patchbay.Port> all = new ArrayList<>();
        for (boolean isMidi : new boolean[] {false, true}) {
            Set<String> physical = new HashSet<>(lib.ports(client, LibJack.PORT_IS_PHYSICAL, isMidi));
            for (int side : new int[] {LibJack.PORT_IS_OUTPUT, LibJack.PORT_IS_INPUT}) {
                lib.ports(client, side, isMidi)
                        .forEach(name -> all.add(new Patchbay.Port(
                                name, side == LibJack.PORT_IS_OUTPUT, isMidi, physical.contains(name))));
            }
        }
        List<Patchbay.Port> ports = all.subList(0, Math.min(all.size(), Patchbay.MAX_PORTS));
        Set<String> known = new HashSet<>();
        ports.forEach(port -> known.add(port.name()));
        List<Cable> cables = new ArrayList<>();
        for (Patchbay.Port port : ports) {
            long handle = port.isSource() ? lib.portByName(client, port.name()) : 0;
            if (handle != 0) {
                lib.connections(client, handle).stream()
                        .filter(known::contains)
                        .forEach(to -> cables.add(new Cable(port.name(), to)));
            }
        }
        return new Patchbay.Graph(ports, cables, all.size() - ports.size());
    }

    void connect(Cable cable) {
        int status = lib.connect(client, cable.source(), cable.destination());
        if (status != 0 && status != EXISTS) {
            throw refused("connect", cable);
        }
    }

    void disconnect(Cable cable) {
        long handle = lib.portByName(client, cable.source());
        boolean isIn = handle != 0 && lib.connections(client, handle).contains(cable.destination());
        if (isIn && lib.disconnect(client, cable.source(), cable.destination()) != 0) {
            throw refused("disconnect", cable);
        }
    }

    private DriverException refused(String what, Cable cable) {
        return new DriverException("JACK does not " + what + " " + cable.source() + " and " + cable.destination()
                + (lib.message().isEmpty() ? "" : " (" + lib.message() + ")")
                + "; both must be there, of one kind, the first one a source and the second one none.");
    }
}
