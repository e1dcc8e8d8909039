using Microsoft.Extensions.Options;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Tests.Storage;

[TestClass]
public sealed class KeyTests : IDisposable
{
    private static readonly Guid Ann = Guid.Parse("01900000-0000-7000-8000-00000000000a");
    private static readonly Guid Bob = Guid.Parse("01900000-0000-7000-8000-00000000000b");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-keys-");

    private string MasterPath => Path.Combine(_folder.FullName, MasterKey.File);

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public void Destroying_keys_leaves_every_other_as_it_was_also_when_it_is_written_and_read()
    {
        var random = new Random(7);
        var tree = KeyTree.New();
        uint[] numbers = [0, 1, 2, uint.MaxValue, .. Enumerable.Range(0, 200).Select(_ => (uint)random.Next(1_000))];
        var before = numbers.Distinct().ToDictionary(number => number, number => tree.NodeOf(number)!);
        var gone = new HashSet<uint>();
        foreach (var number in before.Keys.Where(_ => random.Next(3) == 0))
        {
            Assert.IsTrue(tree.Destroy(number));
            Assert.IsFalse(tree.Destroy(number));
            gone.Add(number);
        }

        foreach (var read in new[] { tree, KeyTree.Read(tree.Write()) })
        {
            foreach (var (number, key) in before)
            {
                Assert.AreEqual(!gone.Contains(number), read.Has(number));
                CollectionAssert.AreEqual(gone.Contains(number) ? null : key, read.NodeOf(number), $"{number}");
            }
        }

        Assert.AreEqual(before.Count, before.Values.Select(Convert.ToHexString).Distinct().Count());
        Assert.IsFalse(tree.IsWhole);
    }

    [TestMethod]
    public void A_thousand_keys_that_are_destroyed_among_a_million_cost_a_few_nodes_each()
    {
        var tree = KeyTree.New();
        for (var number = 0u; number < 1_000_000; number += 1_000)
        {
            tree.Destroy(number);
        }

        Assert.IsLessThan(12 * 1_000, tree.Nodes);
        Assert.IsNull(tree.NodeOf(5_000));
        Assert.IsNotNull(tree.NodeOf(5_001));
    }

    [TestMethod]
    public void A_text_is_read_with_the_key_of_whom_it_is_about_and_nowhere_else()
    {
        var cipher = Cipher();
        var kept = cipher.Seal(1, Ann, "email", "ann@example.com");

        Assert.AreEqual("ann@example.com", cipher.Open(Ann, "email", kept));
        Assert.AreEqual("ann@example.com", Cipher().Open(Ann, "email", kept), "another process with the same file");
        Assert.AreNotEqual(kept, cipher.Seal(1, Ann, "email", "ann@example.com"), "nobody sees that two texts are the same");
        Assert.DoesNotContain("ann", kept);
        Assert.IsNull(cipher.Open(Bob, "email", kept), "moved to somebody else");
        Assert.IsNull(cipher.Open(Ann, "phone", kept), "moved to another field");
        Assert.IsNull(cipher.Open(Ann, "email", kept[..^2] + (kept[^2] == 'A' ? 'B' : 'A') + kept[^1]), "changed");
        Assert.IsNull(cipher.Open(Ann, "email", "enc1:not so"));
        Assert.AreEqual("plain", cipher.Open(Ann, "email", "plain"), "from before there was a key");
        Assert.IsNull(cipher.Open(Ann, "email", null));
        foreach (var text in new[] { "", "林美 𠮷", new string('x', 4_000) })
        {
            Assert.AreEqual(text, cipher.Open(Ann, "remark", cipher.Seal(1, Ann, "remark", text)));
        }
    }

    [TestMethod]
    public void What_was_encrypted_with_a_destroyed_key_is_read_by_nobody_who_has_the_file_from_then_on()
    {
        var (cipher, other) = (Cipher(), Cipher());
        var (anns, bobs) = (cipher.Seal(1, Ann, "email", "ann@example.com"), other.Seal(2, Bob, "email", "bob@example.com"));
        cipher.Destroy([1]);
        other.Destroy([7]);       // by another node, which had read the file before

        foreach (var reader in new[] { cipher, other, Cipher() })
        {
            Assert.IsNull(reader.Open(Ann, "email", anns));
            Assert.AreEqual("bob@example.com", reader.Open(Bob, "email", bobs));
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => cipher.Seal(1, Ann, "email", "again"));
        Assert.AreEqual(0, Directory.GetFiles(_folder.FullName, "*.new").Length);
    }

    [TestMethod]
    public void What_is_looked_for_has_the_same_hash_everywhere_and_another_with_another_store()
    {
        var (cipher, hash) = (Cipher(), Cipher().LookUp("email", "ann@example.com"));

        Assert.AreEqual(hash, cipher.LookUp("email", "ann@example.com"));
        Assert.AreNotEqual(hash, cipher.LookUp("phone", "ann@example.com"));
        Assert.AreNotEqual(hash, cipher.LookUp("email", "bob@example.com"));
        Assert.AreEqual(cipher.LookUp(42), Cipher().LookUp(42));
        File.Delete(Path.Combine(_folder.FullName, KeyFile.Name));
        Assert.AreNotEqual(hash, Cipher().LookUp("email", "ann@example.com"));
    }

    [TestMethod]
    public void The_master_key_is_made_at_the_first_start_and_nobody_else_reads_it()
    {
        _ = Cipher().LookUp(1);

        Assert.AreEqual(32, Convert.FromBase64String(File.ReadAllText(MasterPath).Trim()).Length);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var name in new[] { MasterKey.File, KeyFile.Name })
            {
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, name)), name);
            }
        }
    }

    [TestMethod]
    public void A_missing_or_wrong_master_key_and_a_damaged_file_are_told()
    {
        var kept = Cipher().Seal(1, Ann, "email", "ann@example.com");
        var right = File.ReadAllText(MasterPath);
        File.WriteAllText(MasterPath, Convert.ToBase64String(new byte[32]));
        StringAssert.Contains(Fault(), "was written with the master key");
        File.WriteAllText(MasterPath, "not one");
        StringAssert.Contains(Fault(), "32 bytes in Base64");
        File.Delete(MasterPath);
        StringAssert.Contains(Fault(), "there is none");
        StringAssert.Contains(Fault(new() { Master = "/nowhere/master.key" }), "can't be read");
        Assert.AreEqual("ann@example.com", Cipher(new() { Master = right }).Open(Ann, "email", kept), "in the settings");
        File.WriteAllText(MasterPath, right);
        Assert.AreEqual("ann@example.com", Cipher(new() { Master = MasterPath }).Open(Ann, "email", kept), "as a path");
        var file = Path.Combine(_folder.FullName, KeyFile.Name);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        StringAssert.Contains(Fault(), "damaged");

        string Fault(KeyOptions? options = null) => Assert.ThrowsExactly<StorageException>(() => Cipher(options).LookUp(1)).Message;
    }

    [TestMethod]
    public void The_master_key_is_exchanged_without_anything_else_changing_and_also_after_a_stop()
    {
        var serving = Cipher();
        var kept = serving.Seal(1, Ann, "email", "ann@example.com");
        var (first, copy) = (File.ReadAllText(MasterPath), File.ReadAllBytes(Path.Combine(_folder.FullName, KeyFile.Name)));
        var before = Store().Describe();
        var after = Store().Rotate();

        Assert.AreEqual((before.Id, MasterPath), (after.Id, after.From));
        Assert.AreNotEqual(before.Master, after.Master);
        Assert.AreNotEqual(first, File.ReadAllText(MasterPath));
        Assert.AreEqual("ann@example.com", Cipher().Open(Ann, "email", kept));
        serving.Destroy([9]);      // who served meanwhile reads the file with the new one
        Assert.AreEqual("ann@example.com", serving.Open(Ann, "email", kept));

        // Stopped between the two files, either way round.
        File.WriteAllText(Path.Combine(_folder.FullName, MasterKey.NextFile), File.ReadAllText(MasterPath));
        File.WriteAllText(MasterPath, first);
        Assert.AreEqual("ann@example.com", Cipher().Open(Ann, "email", kept));
        Assert.AreEqual(after.Master, Store().Rotate().Master);
        Assert.AreEqual(MasterPath, Store().Describe().From);
        File.WriteAllBytes(Path.Combine(_folder.FullName, KeyFile.Name), copy);
        StringAssert.Contains(Assert.ThrowsExactly<StorageException>(() => Cipher().LookUp(1)).Message, "was written with the master key");

        // From the file into the settings.
        var (options, own) = (new KeyOptions { Master = Convert.ToBase64String(new byte[32]), PreviousMaster = first }, new KeyOptions { Master = Convert.ToBase64String(new byte[32]) });
        Assert.AreEqual("ann@example.com", Cipher(options).Open(Ann, "email", kept));
        Assert.AreEqual("Storage:Keys:Master", Store(options).Rotate().From);
        Assert.AreEqual("ann@example.com", Cipher(own).Open(Ann, "email", kept));
    }

    private KeyStore Store(KeyOptions? options = null)
    {
        options ??= new();
        options.Path = _folder.FullName;
        return new(Options.Create(options), Options.Create(new StorageOptions()));
    }

    private SubjectCipher Cipher(KeyOptions? options = null) => new(Store(options));
}
