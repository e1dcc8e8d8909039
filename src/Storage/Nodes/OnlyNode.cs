namespace ServiceBot.Storage.Nodes;

/// <summary>There is nobody to talk to.</summary>
internal sealed class OnlyNode : INodes
{
    public bool MayHaveOthers => false;

    public void Tell(long key)
    {
    }

    public void Listen(Action<long> heard)
    {
    }

    public void Say(string topic, string text)
    {
    }

    public void Hear(string topic, Action<string> heard)
    {
    }
}
