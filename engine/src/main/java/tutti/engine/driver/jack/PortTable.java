package tutti.engine.driver.jack;

import java.util.Arrays;

/// The ports of one cycle, with what JACK calls them. Never changed once it is made: a change of ports is a new
/// table, published by one volatile write.
///
/// @param ports all that are registered with the current client
/// @param handles `jack_port_t *` of each
@SuppressWarnings("ArrayRecordComponent") // Read by the process thread: arrays are what it may read.
record PortTable(JackPort[] ports, long[] handles) {
    static final PortTable EMPTY = new PortTable(new JackPort[0], new long[0]);

    /// The handle of `port`, 0 if it is not registered.
    long handle(JackPort port) {
        for (int i = 0; i < ports.length; i++) {
            if (ports[i] == port) {
                return handles[i];
            }
        }
        return 0;
    }

    PortTable with(JackPort port, long handle) {
        JackPort[] morePorts = Arrays.copyOf(ports, ports.length + 1);
        long[] moreHandles = Arrays.copyOf(handles, handles.length + 1);
        morePorts[ports.length] = port;
        moreHandles[handles.length] = handle;
        return new PortTable(morePorts, moreHandles);
    }

    PortTable without(JackPort port) {
        PortTable rest = EMPTY;
        for (int i = 0; i < ports.length; i++) {
            if (ports[i] != port) {
                rest = rest.with(ports[i], handles[i]);
            }
        }
        return rest;
    }
}
