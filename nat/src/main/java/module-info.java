import org.jspecify.annotations.NullMarked;

/// Invites, links and keys: how packets reach another player, encrypted. Knows nothing of audio.
@NullMarked
module tutti.nat {
    requires static transitive org.jspecify;
    // java.beans: ice4j tells what happens by PropertyChangeEvent.
    requires java.desktop;
    requires java.logging;
    requires java.net.http;
    requires java.xml;
    requires com.google.zxing;
    requires ice4j;
    requires io.helidon.common.buffers;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.socket;
    requires io.helidon.common.tls;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.helidon.webserver.websocket;
    requires io.helidon.websocket;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires org.bouncycastle.util;
    requires transitive tools.jackson.databind;
    requires jitsi.srtp;
    requires jitsi.utils;
    // Used by jitsi.utils, which being an automatic module cannot say so; the module path would leave it out.
    requires kotlin.stdlib;

    exports tutti.nat.direct;
    exports tutti.nat.doctor;
    exports tutti.nat.dtls;
    exports tutti.nat.identity;
    exports tutti.nat.ice;
    exports tutti.nat.invite;
    exports tutti.nat.impair;
    exports tutti.nat.link;
    exports tutti.nat.mesh;
    exports tutti.nat.portmap;
    exports tutti.nat.room;
    exports tutti.nat.room.client;
    exports tutti.nat.room.server;
    exports tutti.nat.room.wire;
    exports tutti.nat.srtp;
    exports tutti.nat.stun;
    exports tutti.nat.udp;
}
