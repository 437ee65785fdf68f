using System.Net.Sockets;
using System.Text;

namespace JourneyTrace.Server.Tests;

/// <summary>What is sent as it stands, by nobody who knows how to behave.</summary>
static class RawRequests
{
    /// <summary>A connection on which a request has begun.</summary>
    public static async Task<TcpClient> ConnectedAsync(Uri server, string begin, CancellationToken stop)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begin), stop);
        return client;
    }

    /// <summary>All that is answered until the server closes the connection.</summary>
    public static async Task<string> AnswerAsync(Uri server, string request, CancellationToken stop)
    {
        using var client = await ConnectedAsync(server, request, stop);
        var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer, stop).WaitAsync(TimeSpan.FromSeconds(20), stop);
        }
        catch (IOException)
        {
            // It was cut off after its answer.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
