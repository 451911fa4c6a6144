/// A small internet inside this computer: Linux network namespaces with real NAT in between, for whatever has to
/// be shown between homes rather than between functions. It needs `unshare`, `nsenter`, `ip` and `nft`, and a
/// kernel that permits namespaces; coturn for a relay, and root for links with a delay.
package tutti.engine.bench.lab;
