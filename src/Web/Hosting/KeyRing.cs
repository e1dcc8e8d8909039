using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using ServiceBot.Storage;

namespace ServiceBot.Web.Hosting;

/// <summary>
/// The keys that forms and sign-ins are protected with. They stand in the database beside the product's other secrets, so that they outlive
/// the process and all nodes have the same.
/// </summary>
internal sealed class KeyRing(SecretStore secrets) : IXmlRepository
{
    private const string Prefix = "data-protection:";

    // The framework asks without waiting; it does so at the start and once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. secrets.ListAsync(Prefix, CancellationToken.None).GetAwaiter().GetResult().Select(key => XElement.Load(new MemoryStream(key)))];

    public void StoreElement(XElement element, string friendlyName)
    {
        using var bytes = new MemoryStream();
        element.Save(bytes, SaveOptions.DisableFormatting);
        secrets.AddAsync(Prefix + friendlyName, bytes.ToArray(), CancellationToken.None).GetAwaiter().GetResult();
    }
}

/// <summary>Puts the key ring in its place.</summary>
internal static class KeyRingModule
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("servicebot");
        services.AddOptions<KeyManagementOptions>().Configure<SecretStore>((keys, secrets) =>
        {
            keys.XmlRepository = new KeyRing(secrets);
            keys.XmlEncryptor = new NullXmlEncryptor();     // whoever reads the database has the signing keys beside it
        });
        return services;
    }
}
