/**
 * The one reader of the environment. Everything that may be set from outside stands here with its meaning; secrets
 * are read from the files that it names, never from the values themselves.
 */
export interface Environment {
  /** Where the daemon's configuration file is, when the command line does not say. */
  readonly configFile: string | undefined;
  /** Real clips for tests and benches. */
  readonly clipsDirectory: string | undefined;
  /** Where pictures and clips of the virtual bay are kept between runs; the user's cache folder by default. */
  readonly cacheDirectory: string | undefined;
  readonly homeDirectory: string | undefined;
  /** A file with the API key of TrackMan Range, when the configuration names none. */
  readonly trackmanKeyFile: string | undefined;
  /** A file with the API key of ElevenLabs, when the configuration names none. */
  readonly elevenLabsKeyFile: string | undefined;
  /** A CrateDB on which the warehouse's tests may make and remove a schema, `postgres://crate@host:5432/`. */
  readonly testCrateUrl: string | undefined;
  /** Whether tests of pages leave pictures of what they looked at; `none` is set where nobody will look at them. */
  readonly keepsTestPictures: boolean;
  /** A file with the API key of Anthropic, when the configuration names none. */
  readonly anthropicKeyFile: string | undefined;
  /** Set by systemd for what it runs, and starts again. */
  readonly serviceInvocation: string | undefined;
}

export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return {
    configFile: variables['SWINGBAY_CONFIG'],
    clipsDirectory: variables['SWINGBAY_CLIPS'],
    cacheDirectory: variables['SWINGBAY_CACHE'],
    homeDirectory: variables['HOME'],
    trackmanKeyFile: variables['SWINGBAY_TRACKMAN_KEY_FILE'],
    elevenLabsKeyFile: variables['SWINGBAY_ELEVENLABS_KEY_FILE'],
    testCrateUrl: variables['SWINGBAY_TEST_CRATEDB_URL'],
    keepsTestPictures: variables['SWINGBAY_TEST_PICTURES'] !== 'none',
    serviceInvocation: variables['INVOCATION_ID'],
    anthropicKeyFile: variables['SWINGBAY_ANTHROPIC_KEY_FILE'],
  };
}
