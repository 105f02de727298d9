import { decodeAwsChunked } from '../../../lib/local-cloud/http/protocols/aws-chunked';

const decode = (text: string) => {
  const { body, trailers } = decodeAwsChunked(Buffer.from(text, 'latin1'));
  return { body: body.toString('latin1'), trailers };
};

describe('aws-chunked', () => {
  it('joins the chunks and reads the trailers', () => {
    expect(decode('5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n')).toEqual({
      body: 'hello world',
      trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  it('may be empty, and may have no trailer', () => {
    expect(decode('0\r\n\r\n')).toEqual({ body: '', trailers: {} });
  });

  it.each(['', 'zz\r\n', '5\r\nhel', '5\r\nhelloX\r\n0\r\n\r\n', '5;chunk-signature=ab\r\nhello\r\n0\r\n\r\n'])(
    'fails for %j',
    (text) => {
      expect(() => decode(text)).toThrow('The request body is not well-formed aws-chunked content');
    },
  );
});
