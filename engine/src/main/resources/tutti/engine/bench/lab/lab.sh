# The commands of which the lab is made. They run in namespaces of its own (LabNamespaces), whose first network namespace
# is the internet; everything else hangs on it by a cable of its own.
#
#   srv  198.51.100.10, 198.51.100.11, 2001:db8:5::10     the server host
#   rI   203.0.113.I, 2001:db8:ff:I::2 on "wan"           the router of home I; "upI" is the internet's end of its uplink
#   hI   on "eth0", behind "lan" of rI                    the musician's computer:
#        192.168.1.2 behind a NAT, the same in all homes, as on any day; 198.18.I.2 where the router only routes;
#        2001:db8:I::2 where there is IPv6
set -eu

on() { # HOST COMMAND...
    host=$1
    shift
    nsenter --net="/run/netns/$host" "$@"
}

host() { # NAME
    ip netns add "$1"
    settle "$1"
}

settle() { # HOST: addresses are good at once, without a second of asking whether anybody else has them
    on "$1" sh -c '[ ! -e /proc/sys/net/ipv6 ] || echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad'
    ip -n "$1" link set lo up
}

forwards() { # HOST: makes a router of it
    on "$1" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
        [ ! -e /proc/sys/net/ipv6 ] || echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
}

internet() {
    ip netns attach net 1
    settle net
    forwards net
    # Nobody out there knows private addresses, or answers for them.
    ip route add blackhole default
    ip -6 route add blackhole default 2>/dev/null || true
    nft -f - <<'NFT'
table inet internet {
    set off { type ifname; }
    chain weather { }
    chain through {
        type filter hook forward priority filter
        iifname @off drop
        oifname @off drop
        jump weather
    }
}
NFT
}

server() {
    host srv
    ip link add srv type veth peer name eth0 netns srv
    ip addr add 198.51.100.1/24 dev srv
    ip -6 addr add 2001:db8:5::1/64 dev srv 2>/dev/null || true
    ip link set srv up
    ip -n srv addr add 198.51.100.10/24 dev eth0
    ip -n srv addr add 198.51.100.11/24 dev eth0
    ip -n srv -6 addr add 2001:db8:5::10/64 dev eth0 2>/dev/null || true
    ip -n srv link set eth0 up
    ip -n srv route add default via 198.51.100.1
    ip -n srv -6 route add default via 2001:db8:5::1 2>/dev/null || true
}

home() { # I ACCESS FAMILIES [UP WAN]: FAMILIES is 4, 6 or 46; UP and WAN are the ends of a cable that is already there
    i=$1 access=$2 families=$3
    host "r$i"
    host "h$i"
    if [ $# -gt 3 ]; then
        ip link set "$4" name "up$i"
        ip link set "$5" netns "r$i" name wan
    else
        ip link add "up$i" type veth peer name wan netns "r$i"
    fi
    ip -n "r$i" link add lan type veth peer name eth0 netns "h$i"
    ip -n "r$i" link set lan up
    ip -n "r$i" link set wan up
    ip -n "h$i" link set eth0 up
    ip link set "up$i" up
    forwards "r$i"
    case $families in *4*)
        lan=192.168.1
        [ "$access" != routed ] || lan=198.18.$i
        ip addr add 192.0.2.1 peer "203.0.113.$i/32" dev "up$i"
        ip -n "r$i" addr add "203.0.113.$i" peer 192.0.2.1/32 dev wan
        ip -n "r$i" route add default via 192.0.2.1
        ip -n "r$i" addr add "$lan.1/24" dev lan
        ip -n "h$i" addr add "$lan.2/24" dev eth0
        ip -n "h$i" route add default via "$lan.1"
        [ "$access" != routed ] || ip route add "$lan.0/24" via "203.0.113.$i"
        ;;
    esac
    case $families in *6*)
        ip -6 addr add "2001:db8:ff:$i::1/64" dev "up$i"
        ip -n "r$i" -6 addr add "2001:db8:ff:$i::2/64" dev wan
        ip -n "r$i" -6 route add default via "2001:db8:ff:$i::1"
        ip -n "r$i" -6 addr add "2001:db8:$i::1/64" dev lan
        ip -n "h$i" -6 addr add "2001:db8:$i::2/64" dev eth0
        ip -n "h$i" -6 route add default via "2001:db8:$i::1"
        ip -6 route add "2001:db8:$i::/64" via "2001:db8:ff:$i::2"
        ;;
    esac
    "$access" | on "r$i" nft -f -
}

ready() { # waits until every cable carries: the kernel may take a second to notice that it is plugged in
    for host in $(ip netns list | cut -d' ' -f1); do
        while ip -n "$host" -o link show up | grep -q 'NO-CARRIER\|LOWERLAYERDOWN\|qdisc noop '; do sleep 0.01; done
    done
}

# --- What a router lets through -------------------------------------------------------------------------------------

routed() {
    echo
}

# A Linux NAT keeps the port if it can, whoever is called; what it lets in is what its own address and port called.
cone() {
    translate persistent
    firewall
}

# A new port for everybody who is called.
symmetric() {
    translate fully-random
    firewall
}

relay_only() {
    cone
    block 'udp dport != 3478 drop'
    block 'meta l4proto udp ip daddr != 198.51.100.10 drop'
}

no_udp() {
    cone
    block 'meta l4proto udp drop'
}

ipv6() {
    firewall
}

dual() {
    cone
}

translate() { # HOW ports are chosen
    cat <<NFT
table ip nat {
    chain out {
        type nat hook postrouting priority srcnat
        oifname "wan" masquerade $1
    }
}
NFT
}

# Unasked packets are dropped, not answered: an answer (port unreachable) to a peer's packet that came too early would
# leave a connection in the kernel's table that takes the very port away that is about to be used.
firewall() {
    cat <<NFT
table inet firewall {
    chain self {
        type filter hook input priority filter
        ct state established,related accept
        iifname "wan" meta l4proto ipv6-icmp accept
        iifname "wan" drop
    }
    chain through {
        type filter hook forward priority filter; policy drop
        ct state established,related accept
        iifname "lan" accept
    }
}
NFT
}

block() { # RULE for what goes out
    echo "insert rule inet firewall through iifname lan $1"
}

# --- What happens later ---------------------------------------------------------------------------------------------

loss() { # PER-MYRIAD of the packets on every uplink, each way
    nft -f - <<NFT
flush chain inet internet weather
add rule inet internet weather iifname "up*" numgen random mod 10000 < $1 drop
add rule inet internet weather oifname "up*" numgen random mod 10000 < $1 drop
NFT
}

off() { # I
    nft add element inet internet off "{ \"up$1\" }"
}

on_again() { # I
    nft delete element inet internet off "{ \"up$1\" }"
}

renumber() { # I LAST: another address in the same home network, at once
    gateway=$(ip -n "h$1" route show default | sed 's/.*via \([^ ]*\) .*/\1/')
    ip -n "h$1" addr flush dev eth0 scope global
    ip -n "h$1" addr add "${gateway%.*}.$2/24" dev eth0
    ip -n "h$1" route add default via "$gateway"
}

second_card() { # I: another network of the same home, which is used when the first one goes
    ip -n "r$1" link add lan2 type veth peer name eth1 netns "h$1"
    ip -n "r$1" addr add 192.168.2.1/24 dev lan2
    ip -n "r$1" link set lan2 up
    ip -n "h$1" addr add 192.168.2.2/24 dev eth1
    ip -n "h$1" link set eth1 up
    ip -n "h$1" route add default via 192.168.2.1 metric 200
    on "r$1" nft insert rule inet firewall through iifname lan2 accept
}

unplug_first_card() { # I
    ip -n "h$1" link set eth0 down
}

"$@"
