package tutti.engine.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tutti.engine.bench.lab.LabException.Reason;
import tutti.nat.impair.Impairment;

/// Some homes, each with a computer behind a router of its own, and a server host with a public address; the
/// addresses stand in `lab.sh`. Homes are counted from 1, in the order in which they were asked for.
///
/// Commands are started by whoever wants to, with the words that [#inHome] and [#onServer] give. They are
/// `nsenter`, which waits for the command as its child: a signal has to go to that child. When the lab ends, so
/// does everything in it.
///
/// Thread: one.
public final class Lab implements AutoCloseable {
    /// Where the server host is reached.
    public static final String SERVER = "198.51.100.10";

    /// A second address of the same host, for those who want to see whether a NAT tells addresses apart.
    public static final String SERVER_AGAIN = "198.51.100.11";

    /// Where it is reached by IPv6.
    public static final String SERVER_IPV6 = "2001:db8:5::10";

    private final LabNamespaces namespaces;
    private final List<Wire> wires = new ArrayList<>();

    private Lab(LabNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    /// Builds one whose links take no time.
    ///
    /// @throws LabException if this computer does not let it
    public static Lab open(Access... homes) {
        return build(List.of(homes), lab -> Optional.empty());
    }

    /// Builds one whose homes have uplinks that delay, scatter and lose packets. The kernel's own emulation is an
    /// option that many kernels are built without, so a pair of threads here carries the packets of each way;
    /// that needs root.
    ///
    /// @param uplink what every uplink does, each way: from one home to another it is done twice
    /// @param seed decides all chances
    /// @param clockNs `System::nanoTime`
    /// @throws LabException if this computer does not let it
    public static Lab open(List<Access> homes, Impairment uplink, long seed, LongSupplier clockNs) {
        if (!LabNamespaces.isRoot()) {
            throw new LabException(Reason.REFUSED, "Links with a delay need root; without it the lab has none.");
        }
        return build(homes, lab -> Optional.of(Wire.open(uplink, seed + 2L * lab.wires.size(), clockNs)));
    }

    private static Lab build(List<Access> homes, Cables cables) {
        if (homes.stream().anyMatch(Access::hasIpv6) && !Files.exists(Path.of("/proc/net/if_inet6"))) {
            throw new LabException(Reason.REFUSED, "This kernel has no IPv6.");
        }
        Lab lab = new Lab(LabNamespaces.open());
        try {
            lab.namespaces.call("internet");
            lab.namespaces.call("server");
            for (int home = 1; home <= homes.size(); home++) {
                lab.add(home, homes.get(home - 1), cables.next(lab));
            }
            lab.namespaces.call("ready");
            return lab;
        } catch (RuntimeException | Error failed) {
            lab.close();
            throw failed;
        }
    }

    private void add(int home, Access access, Optional<Wire> cable) {
        if (cable.isEmpty()) {
            namespaces.call("home", "" + home, access.rules(), access.families());
            return;
        }
        Wire wire = cable.get();
        wires.add(wire);
        for (String end : List.of(wire.left(), wire.right())) {
            LabNamespaces.run(List.of("ip", "link", "set", end, "netns", "" + namespaces.firstPid()));
        }
        namespaces.call("home", "" + home, access.rules(), access.families(), wire.left(), wire.right());
    }

    /// A command as it has to be started to run on the computer in a home.
    public List<String> inHome(int home, List<String> command) {
        return namespaces.on("h" + home, command);
    }

    /// A command as it has to be started to run on the server host.
    public List<String> onServer(List<String> command) {
        return namespaces.on("srv", command);
    }

    /// From now on every uplink loses packets, each way, each by its own chance: of those from one home to
    /// another twice as many.
    public void lose(double percent) {
        namespaces.call("loss", "" + Math.round(100 * percent));
    }

    /// Nothing passes a home's uplink any more, and nobody is told.
    public void cut(int home) {
        namespaces.call("off", "" + home);
    }

    /// A home's uplink works again.
    public void mend(int home) {
        namespaces.call("on_again", "" + home);
    }

    /// The computer in a home gets another address in the same network, and loses the one it had.
    ///
    /// @param last the address's last number, 3 to 254
    public void renumber(int home, int last) {
        namespaces.call("renumber", "" + home, "" + last);
    }

    /// The computer in a home gets a second network card, in another network of the same router (never one with
    /// IPv6 alone). It is used for what is bound to its address, and for everything when the first one is
    /// unplugged.
    public void addSecondCard(int home) {
        namespaces.call("second_card", "" + home);
    }

    /// The first network card of the computer in a home is unplugged.
    public void unplugFirstCard(int home) {
        namespaces.call("unplug_first_card", "" + home);
    }

    /// Starts coturn on the server host, port 3478 (UDP).
    ///
    /// @param secret for the credentials' HMAC, as `tutti room --turn-secret` takes it
    /// @throws LabException if coturn is not installed
    /// @throws IOException if it cannot be started
    public Turn startTurn(String secret) throws IOException {
        return Turn.start(this, secret);
    }

    /// Ends everything in it.
    @Override
    public void close() {
        namespaces.close();
        wires.forEach(Wire::close);
    }

    /// The cable of each uplink, if it is not the kernel's.
    private interface Cables {
        Optional<Wire> next(Lab lab);
    }
}
