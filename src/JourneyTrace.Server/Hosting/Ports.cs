using System.Net;
using System.Net.Sockets;

namespace JourneyTrace.Server.Hosting;

/// <summary>Looks whether an address is free before anything is started for it.</summary>
static class Ports
{
    /// <summary>A server that anybody may do everything at listens to this machine alone.</summary>
    /// <exception cref="IOException">It would listen to others.</exception>
    public static void CheckLoopback(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !uri.IsLoopback)
                throw new IOException($"{url} can be reached from elsewhere, and there are no keys yet: set JOURNEYTRACE_ADMIN_KEY (32 characters or more, such as 'openssl rand -hex 32' makes), or start on {ServeOptions.DefaultUrls} and make a key with './journeytrace keys create'");
        }
    }

    /// <exception cref="IOException">Somebody listens there already.</exception>
    public static void CheckFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Port == 0 || !IPAddress.TryParse(uri.DnsSafeHost, out var address))
                continue;
            try
            {
                using var listener = new TcpListener(address, uri.Port);
                listener.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new IOException($"{url} is taken by another program; choose another with --urls, such as --urls http://127.0.0.1:{uri.Port + 1}", e);
            }
        }
    }
}
